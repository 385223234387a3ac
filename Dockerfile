# syntax=docker/dockerfile:1
FROM python:3.12-slim-bookworm AS packages
WORKDIR /build
COPY requirements.lock portal/runtime/uv.txt ./
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes -r uv.txt \
 && /venv/bin/uv pip install --no-cache --python /venv/bin/python \
      --require-hashes -r requirements.lock

FROM python:3.12-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home portal \
 && install -d -o portal -g portal /data /app
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PORTAL_MODE=production \
    STATIC_ROOT=/app/static-collected \
    MEDIA_ROOT=/data/media \
    CELERY_BEAT_SCHEDULE_FILENAME=/tmp/celerybeat-schedule
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
# The secrets of this step are thrown away: collecting files only needs them to be present.
RUN python -m portal.runtime.catalogues \
 && SECRET_KEY=unused PERSON_KEY_SECRET=unused python manage.py collectstatic --noinput
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["python", "portal/runtime/health.py"]
CMD ["gunicorn", "portal.wsgi:application", "--bind", "0.0.0.0:8000", \
     "--worker-class", "gthread", "--workers", "2", "--threads", "4", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket", \
     "--max-requests", "5000", "--max-requests-jitter", "500", "--access-logfile", "-"]
