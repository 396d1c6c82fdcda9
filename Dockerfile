# syntax=docker/dockerfile:1
# The base is pinned by its digest, which has no default (README, "Run it in a container"):
#   docker buildx imagetools inspect python:3.13-slim --format '{{.Manifest.Digest}}'
#   docker build --build-arg DIGEST=sha256:… -t footnote .
ARG BASE=python:3.13-slim
ARG DIGEST

FROM ${BASE}@${DIGEST} AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ONLY_BINARY=:all: PIP_REQUIRE_HASHES=1
WORKDIR /src
COPY requirements-build.lock requirements.lock ./
RUN python3 -m venv /build && /build/bin/pip install -r requirements-build.lock
RUN python3 -m venv /opt/footnote && /opt/footnote/bin/pip install -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY knowledge ./knowledge
RUN PIP_REQUIRE_HASHES=0 /build/bin/pip wheel --no-build-isolation --no-deps --wheel-dir /wheels . \
 && PIP_REQUIRE_HASHES=0 /opt/footnote/bin/pip install --no-deps --no-index /wheels/*.whl \
 && find /opt/footnote/lib -type d -name tests -prune -exec rm -r {} +
# compile the pack's index here, where the tree can still be written
RUN XDG_CACHE_HOME=/opt/footnote/cache /opt/footnote/bin/footnote ask "What is anastrozole?" \
 && /opt/footnote/bin/pip uninstall --yes pip

FROM ${BASE}@${DIGEST}
RUN useradd --no-create-home --shell /usr/sbin/nologin --home-dir /data --uid 10001 footnote \
 && install --directory --owner footnote /data
COPY --from=build /opt/footnote /opt/footnote
ENV PATH=/opt/footnote/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    OPENBLAS_NUM_THREADS=1 \
    XDG_CACHE_HOME=/opt/footnote/cache \
    XDG_DATA_HOME=/data \
    FOOTNOTE_HTTP=0.0.0.0:8080 \
    FOOTNOTE_HEARTBEAT=/tmp/footnote.beat
USER 10001
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s --retries=2 \
  CMD ["sh", "-c", "test -n \"$(find /tmp/footnote.beat -newermt '-30 seconds')\""]
CMD ["footnote", "run"]
