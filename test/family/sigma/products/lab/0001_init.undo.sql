DROP TABLE model_cards;
DROP TABLE policies;
DROP TABLE models;
DROP TABLE packs;
