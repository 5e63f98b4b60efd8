DROP TABLE run_logs;
DROP TABLE approvals;
DROP TABLE guardrails;
DROP TABLE playbooks;
