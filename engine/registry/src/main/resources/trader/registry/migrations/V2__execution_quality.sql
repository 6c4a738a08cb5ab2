CREATE INDEX fills_by_time ON fills (instrument, at_micros);

-- One row an order that has ended or filled: what monitor-trade-execution counts.
CREATE VIEW execution_quality AS
SELECT o.id,
       o.account,
       o.instrument,
       o.purpose,
       o.strategy,
       o.state,
       o.submitted_micros,
       CAST(o.qty AS REAL)        AS qty,
       CAST(o.filled_qty AS REAL) AS filled_qty,
       CAST(o.filled_quote AS REAL) AS notional,
       (o.acked_micros - o.submitted_micros) / 1000.0 AS ack_ms,
       (o.first_fill_micros - o.submitted_micros) / 1000.0 AS first_fill_ms,
       CASE
         WHEN CAST(o.filled_qty AS REAL) > 0 AND CAST(o.decision_price AS REAL) > 0 THEN
           (CASE o.side WHEN 'buy' THEN 1 ELSE -1 END) * 10000.0
             * (CAST(o.filled_quote AS REAL) / CAST(o.filled_qty AS REAL)
                - CAST(o.decision_price AS REAL)) / CAST(o.decision_price AS REAL)
       END AS slippage_bps
FROM orders o;
