//! Reports: findings and quotations as text, JSON and the rest.
