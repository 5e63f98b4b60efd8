DROP TABLE entitlements;
DROP TABLE subscriptions;
DROP TABLE listings;
