"""Runs all jobs of Memberport every night: one task for each job, so that Airflow shows and repeats each by itself.

The worker needs the distribution in /opt/memberport, and the secrets in files that memberport.yaml names.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

JOBS = ["acme", "nordic"]

with DAG(
    dag_id="memberport",
    schedule="15 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={
        "retries": 2,
        "retry_delay": timedelta(minutes=15),
        "execution_timeout": timedelta(hours=13),
    },
) as dag:
    for job in JOBS:
        BashOperator(
            task_id=f"memberport_{job}",
            bash_command=(
                "/opt/memberport/bin/memberport run " + job
                + " --config /etc/memberport/memberport.yaml --output json --quiet"
            ),
            env={
                "MEMBERPORT_STATE_DIRECTORY": "/var/lib/memberport/state",
                "MEMBERPORT_JAVA_OPTS": "-Xmx64m",
            },
            append_env=True,
        )
