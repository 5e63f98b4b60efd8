DROP TABLE simulation_runs;
DROP TABLE scenarios;
