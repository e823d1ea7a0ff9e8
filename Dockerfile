# One image per app: docker build --build-arg APP=assets -t kairos-assets .
# The `setup` target prepares NATS, database roles, schemas, migrations and streams, once per deployment.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /kairos
COPY . .
RUN npm ci --no-audit --no-fund && node tools/build.ts

FROM build AS setup
RUN mkdir -p /var/lib/kairos/keys /etc/kairos-nats && chown -R node:node /var/lib/kairos /etc/kairos-nats
USER node
CMD ["node", "tools/compose/setup.ts", "database"]

FROM build AS pruned
ARG APP
RUN node tools/prune.ts "${APP}" /pruned

FROM ${NODE_IMAGE} AS app
ENV NODE_ENV=production DRAIN_MS=5000
WORKDIR /kairos
RUN mkdir -p /var/lib/kairos/keys /var/lib/kairos/sealing-keys /var/lib/kairos/files /var/lib/kairos/documents /var/lib/kairos/mail && chown -R node:node /var/lib/kairos
COPY --from=pruned /pruned ./
USER node
