FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_ROOT_USER_ACTION=ignore

WORKDIR /app

# pg_dump and pg_restore, which backups of PostgreSQL need; of the version that docker-compose.yml has.
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/*

# Dependencies change less often than code, so they are a layer of their own.  All come as wheels: no compiler is needed.
COPY requirements.txt ./
RUN pip install --only-binary :all: -r requirements.txt

COPY . ./
RUN python -m compileall -q . \
    && useradd --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin regimen \
    && install --directory --owner=regimen --group=regimen --mode=0700 /data

ENV HOST=0.0.0.0 \
    PORT=8000 \
    DATA_DIR=/data

USER regimen
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=6s --start-period=2m --retries=3 CMD ["python", "-m", "config.healthcheck"]
CMD ["python", "manage.py", "serve", "--wait", "60"]
