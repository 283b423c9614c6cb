"""Runs all jobs of Memberport every night: one task for each job, so that Airflow shows and repeats each by itself.

The worker needs the command memberport on its PATH, and its user the secrets in files that memberport.yaml names.
"""

import os
from datetime import datetime, timedelta
from functools import cached_property

from airflow import DAG
from airflow.exceptions import AirflowException, AirflowFailException
from airflow.hooks.subprocess import SubprocessHook
from airflow.models import BaseOperator

JOBS = ["acme", "nordic"]

# Exit codes that do not pass by themselves: no other attempt.
LASTING = [1, 2, 3, 4, 7]


class MemberportOperator(BaseOperator):
    """One job; its messages go to the log of the task."""

    def __init__(self, job, **arguments):
        super().__init__(task_id=f"memberport_{job}", **arguments)
        self.job = job

    @cached_property
    def process(self):
        return SubprocessHook()

    def execute(self, context):
        command = f"memberport run {self.job} --config /etc/memberport/memberport.yaml --output json --quiet"
        code = self.process.run_command(
            command.split(),
            env={
                **os.environ,
                "MEMBERPORT_STATE_DIRECTORY": "/var/lib/memberport/state",
                "MEMBERPORT_JAVA_OPTS": "-Xmx64m",
            },
        ).exit_code
        if code in LASTING:
            raise AirflowFailException(f"exit code {code}")
        if code != 0:
            raise AirflowException(f"exit code {code}")

    def on_kill(self):
        self.process.send_sigterm()


with DAG(
    dag_id="memberport",
    schedule="15 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={
        # Three attempts, which end before the next night.
        "retries": 2,
        "retry_delay": timedelta(minutes=15),
        "execution_timeout": timedelta(hours=6),
    },
) as dag:
    for job in JOBS:
        MemberportOperator(job)
