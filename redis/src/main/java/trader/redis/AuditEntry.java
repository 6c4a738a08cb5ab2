package trader.redis;

/**
 * One link of the audit chain.
 *
 * @param sequence counts from 1 without gaps
 * @param previousHash the hash of the entry before, 64 zeros for the first
 * @param hash lower-case hex of SHA-256 over the previous hash, the sequence and the draft's JSON
 */
public record AuditEntry(long sequence, String previousHash, String hash, AuditDraft draft) {}
