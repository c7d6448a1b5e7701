ARG NODE_IMAGE=node:24-slim

# Builds from the sources, on the machine's own platform: what goes on is the same for all.
FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS build
WORKDIR /kit
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
# The drawings go on, so that no picture needs a new one, and the two sample pictures as a cache.
ENV EENDIGO_KIT_CACHE=/kit/cache
RUN npm run build && npm run drawings

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /kit
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
# The client for --state redis://..., which the package leaves to its users.
RUN npm install --no-save --omit=dev --ignore-scripts --no-audit --no-fund "ioredis@$(node -p "require('./package.json').devDependencies.ioredis")"

FROM ${NODE_IMAGE}
WORKDIR /kit
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 EENDIGO_KIT_CACHE=/kit/cache EENDIGO_KIT_RUNTIME=/run/eendigo-kit
# /data is for a state file: a named volume that is mounted there belongs to the user too. In the other the mock notes where
# it listens, whatever user it is given.
RUN install -d -o node -g node /data && install -d -m 1777 /run/eendigo-kit
COPY --from=dependencies /kit/node_modules node_modules
COPY --from=build /kit/package.json package.json
COPY --from=build /kit/dist dist
COPY --from=build /kit/drawings drawings
COPY --from=build --chown=node /kit/cache cache
COPY --from=build /kit/conformance/adapters conformance/adapters
USER node
EXPOSE 8080
# Asks where the mock says that it listens, whether a flag, a variable or a file told it so.
HEALTHCHECK --interval=10s --timeout=5s --start-period=5s CMD ["node", "/kit/dist/bin.js", "health"]
# V8 counts pictures outside of the heap as growth. With its own factor it would mark the heap after every few uploads.
ENTRYPOINT ["node", "--heap-growing-percent=300", "/kit/dist/bin.js"]
CMD ["mock"]
