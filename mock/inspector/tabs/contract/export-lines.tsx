import { CurlBlock } from '../curl-block.js';

/** The command line that takes the cases of the suite to another tool, under the profile of the mock. */
export function ExportLines({ profile }: { readonly profile: string | undefined }) {
  // The mock knows the name of a profile file's profile, not its path.
  const flag = profile === undefined || profile === 'documented' ? '' : ` --profile ${profile}`;
  return (
    <>
      <p class="soft">
        Take requests like this one, with tests on their answers, to another tool. <code>bruno</code>, <code>hurl</code>
        , <code>http</code> and <code>curl</code> go in place of <code>postman</code>
        {flag && ', and the path of your profile file in place of its name'}.
      </p>
      <CurlBlock curl={`npx eendigo-kit export postman -o requests${flag}`} label="Copy the export command" />
    </>
  );
}
