import { createHash } from 'node:crypto';
import { firstTrxNo, shuffle } from '../trx-no.js';

/** A script, and the digest by which a server knows it. */
export interface Script {
  readonly text: string;
  readonly digest: string;
}

/** Creates a script. */
export function scriptOf(text: string): Script {
  return { text, digest: createHash('sha1').update(text).digest('hex') };
}

/**
 * The scripts that a server runs, each as one step. `KEYS` are those of {@link worldKeys}, in their order. Their first
 * write needs memory, so a full server refuses all of a script or nothing of it.
 */
const common = `
local meta, keys, balances, places, rows, used = unpack(KEYS)
local function setTenant(code, key, balance)
  if redis.call('HSETNX', places, code, 0) == 1 then
    redis.call('HSET', places, code, redis.call('HINCRBY', meta, 'nextPlace', 1))
  end
  if redis.call('HGET', keys, code) ~= key then
    redis.call('HSET', keys, code, key)
    redis.call('HINCRBY', meta, 'version', 1)
  end
  redis.call('HSET', balances, code, balance)
end
local function removeTenant(code)
  redis.call('HDEL', places, code)
  redis.call('HDEL', balances, code)
  if redis.call('HDEL', keys, code) == 1 then
    redis.call('HINCRBY', meta, 'version', 1)
    return 1
  end
  return 0
end
`;

/**
 * Reads what a look-up needs: the code of a tenant, and the digests of a refNumber. Returns the version of the tenants,
 * the key and the balance, and 1 if the refNumber is used. One call, because each costs the mock more than the server.
 */
export const lookUpScript = scriptOf(`${common}
local isUsed = 0
for place = 2, #ARGV do
  if redis.call('ZSCORE', used, ARGV[place]) then isUsed = 1 end
end
local code = ARGV[1]
return { redis.call('HGET', meta, 'version'), redis.call('HGET', keys, code), redis.call('HGET', balances, code), isUsed }
`);

/** Sets a tenant: code, key and balance, each empty to keep it. Returns whether it is new, key and balance; or false. */
export const setTenantScript = scriptOf(`${common}
local code, key, balance = unpack(ARGV)
local before = redis.call('HGET', keys, code)
if key == '' then key = before end
if balance == '' then balance = redis.call('HGET', balances, code) end
if not key or not balance then return false end
setTenant(code, key, balance)
return { before and 0 or 1, key, balance }
`);

export const removeTenantScript = scriptOf(`${common}
return removeTenant(ARGV[1])
`);

/**
 * Begins a world, or applies what changed in the configured tenants since: the configured tenants as JSON, and the key of
 * the marks for a new world. Returns the key of the marks.
 */
export const configureScript = scriptOf(`${common}
local function byCode(list)
  local found = {}
  for _, tenant in ipairs(list) do found[tenant.code] = tenant end
  return found
end
local configured = cjson.decode(ARGV[1])
local isNew = redis.call('HSETNX', meta, 'marksKey', ARGV[2]) == 1
local before = byCode(cjson.decode(redis.call('HGET', meta, 'configured') or '[]'))
local now = byCode(configured)
for code in pairs(before) do
  if not now[code] then removeTenant(code) end
end
for _, tenant in ipairs(configured) do
  local code, was = tenant.code, before[tenant.code]
  local key, balance = redis.call('HGET', keys, code), redis.call('HGET', balances, code)
  local given = string.format('%.0f', tenant.balance)
  if key then
    if not was or was.key ~= tenant.key then key = tenant.key end
    if not was or was.balance ~= tenant.balance then balance = given end
    setTenant(code, key, balance)
  elseif not was then
    setTenant(code, tenant.key, given)
  end
end
redis.call('HSET', meta, 'configured', ARGV[1])
if isNew then redis.call('HINCRBY', meta, 'version', 1) end
return redis.call('HGET', meta, 'marksKey')
`);

/** Removes what a world has, and begins it with the configured tenants. */
export const resetScript = scriptOf(`${common}
redis.call('HINCRBY', meta, 'version', 1)
redis.call('HDEL', meta, 'given', 'increasing', 'nextPlace', 'uses')
redis.call('DEL', keys, balances, places, rows, used)
for _, tenant in ipairs(cjson.decode(redis.call('HGET', meta, 'configured') or '[]')) do
  setTenant(tenant.code, tenant.key, string.format('%.0f', tenant.balance))
end
return 1
`);

/**
 * Settles a charge. A repeated call with the same token returns the first result, because a client of the server repeats
 * a call that got no answer. `dry` decides and changes nothing.
 */
export const settleScript = scriptOf(`${common}
local result = KEYS[7]
local mode, hasTenant, code, key, isCharged, numbering, marks, plain, marked, remembered, row, mostRows, mostUsed =
  unpack(ARGV)
local known = redis.call('GET', result)
if known then return cjson.decode(known) end
if hasTenant == '1' then
  if redis.call('HGET', keys, code) ~= key then return { 'gone' } end
  if isCharged == '1' and tonumber(redis.call('HGET', balances, code)) <= 0 then return { 'used-up' } end
  if marks == '1' and (redis.call('ZSCORE', used, plain) or redis.call('ZSCORE', used, marked)) then
    return { 'repeated' }
  end
end
local charged = isCharged == '1' and hasTenant == '1'
local trxNo, given
if numbering ~= 'none' then
  given = tonumber(redis.call('HGET', meta, 'given') or '0')
  local was = redis.call('HGET', meta, 'increasing') ~= '0'
  local increasing = numbering == 'increasing'
  if increasing ~= was and given > 0 then given = (math.floor(given / ${shuffle.size}) + 1) * ${shuffle.size} end
  local position = given
  if not increasing then
    local count = given + 1
    position = count - count % ${shuffle.size} + (count * ${shuffle.factor}) % ${shuffle.size}
  end
  trxNo = string.format('%.0f', ${firstTrxNo} + position)
end
local outcome = trxNo and { 'settled', trxNo } or { 'settled' }
if mode == 'dry' then return outcome end
if charged or trxNo then
  redis.call('RPUSH', rows, row .. (trxNo or '') .. '"}')
  while redis.call('LLEN', rows) > tonumber(mostRows) do redis.call('LPOP', rows) end
end
if trxNo then
  redis.call('HSET', meta, 'given', string.format('%.0f', given + 1), 'increasing', numbering == 'increasing' and '1' or '0')
end
if charged then redis.call('HINCRBY', balances, code, -1) end
if hasTenant == '1' and marks == '1' then
  redis.call('ZADD', used, redis.call('HINCRBY', meta, 'uses', 1), remembered)
  if redis.call('ZCARD', used) > tonumber(mostUsed) then redis.call('ZPOPMIN', used) end
end
redis.call('SET', result, cjson.encode(outcome), 'EX', 60)
return outcome
`);

/** All scripts, to load them into a server. */
export const scripts: readonly Script[] = [
  lookUpScript,
  setTenantScript,
  removeTenantScript,
  configureScript,
  resetScript,
  settleScript,
];
