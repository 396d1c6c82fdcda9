# syntax=docker/dockerfile:1
# The base is pinned by digest when it is given: --build-arg BASE=python:3.13-slim@sha256:…
ARG BASE=python:3.13-slim

FROM ${BASE} AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY knowledge ./knowledge
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM ${BASE}
RUN useradd --system --create-home --uid 10001 footnote
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir /wheels/*.whl && rm -r /wheels
USER footnote
# compile the pack's index once, so that the first start is a quick one
RUN footnote ask "What is anastrozole?"
CMD ["footnote", "run"]
