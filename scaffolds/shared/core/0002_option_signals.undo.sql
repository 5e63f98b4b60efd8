DROP TABLE option_signals;
