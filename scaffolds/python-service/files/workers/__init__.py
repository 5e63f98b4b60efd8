"""Processes beside the API, one module per job: `python -m workers.<job>`; infra/values-*.yaml names each."""
