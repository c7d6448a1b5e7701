ARG NODE_IMAGE=node:24-slim

# Builds from the sources; nothing of this stage but dist/ goes on.
FROM ${NODE_IMAGE} AS build
WORKDIR /kit
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
# The pictures that the build draws go on as a cache, so that the mock hands them out without drawing.
ENV EENDIGO_KIT_CACHE=/kit/cache
RUN npm run build

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /kit
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE}
WORKDIR /kit
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 EENDIGO_KIT_CACHE=/kit/cache
COPY --from=dependencies /kit/node_modules node_modules
COPY --from=build /kit/package.json package.json
COPY --from=build /kit/dist dist
COPY --from=build --chown=node /kit/cache cache
COPY --from=build /kit/conformance/adapters conformance/adapters
USER node
EXPOSE 8080
# Asks the port that the mock was told to use, not the one that the image was built with (a link of another container
# is none), and by TLS where a variable turned it on. The certificate is not the question here.
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s \
  CMD ["node", "-e", "const { PORT, EENDIGO_KIT_MOCK_PORT: own, EENDIGO_KIT_MOCK_TLS: made, EENDIGO_KIT_MOCK_TLS_CERT: given } = process.env; process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; fetch(`http${given || /^(1|true)$/i.test(made) ? 's' : ''}://127.0.0.1:${own > 0 ? own : PORT}/__admin/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/cli.js"]
CMD ["mock"]
