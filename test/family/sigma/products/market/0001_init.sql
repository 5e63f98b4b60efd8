-- phase: expand
-- What is offered, who subscribes to it, and what a subscription entitles to.

CREATE TABLE listings (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  pack_id text NOT NULL,
  pack_version text NOT NULL,
  title text NOT NULL,
  description text NOT NULL DEFAULT '',
  price_cents bigint NOT NULL CHECK (price_cents >= 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  billing_period text NOT NULL CHECK (billing_period IN ('once', 'month', 'year')),
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'listed', 'unlisted')),
  search tsvector GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || description)) STORED,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (pack_id, pack_version)
);

CREATE TABLE subscriptions (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  listing_id uuid NOT NULL REFERENCES listings (id),
  subscriber text NOT NULL,
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'past_due', 'cancelled')),
  started_at timestamptz NOT NULL DEFAULT now(),
  renews_at timestamptz,
  cancelled_at timestamptz,
  CHECK ((state = 'cancelled') = (cancelled_at IS NOT NULL))
);

CREATE TABLE entitlements (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  subscription_id uuid NOT NULL REFERENCES subscriptions (id),
  capability text NOT NULL CHECK (capability IN ('read', 'simulate', 'execute')),
  valid_from timestamptz NOT NULL DEFAULT now(),
  valid_until timestamptz,
  CHECK (valid_from < valid_until),
  UNIQUE (subscription_id, capability, valid_from)
);

CREATE INDEX listings_search_idx ON listings USING gin (search);
CREATE INDEX subscriptions_subscriber_idx ON subscriptions (subscriber, started_at DESC);
-- A subscriber holds a listing once at a time.
CREATE UNIQUE INDEX subscriptions_open_idx ON subscriptions (listing_id, subscriber) WHERE state <> 'cancelled';
