package trader.redis;

import java.util.List;

/** The changes that Redis makes in one atomic step, as server-side scripts. */
final class Script {

  /**
   * KEYS value, directive; ARGV new value, directive, condition ({@code any}, {@code missing},
   * {@code is}), expected value. Answers 1 where it wrote. A key of another type counts as {@code
   * <type>}.
   */
  static final String APPLY =
      """
      local function text(key)
        local value = redis.pcall('GET', key)
        if type(value) == 'table' and value.err then
          return '<' .. redis.call('TYPE', key).ok .. '>'
        end
        return value
      end
      if ARGV[3] ~= 'any' then
        local now = text(KEYS[1])
        if ARGV[3] == 'missing' and now then return 0 end
        if ARGV[3] == 'is' and now ~= ARGV[4] then return 0 end
      end
      redis.call('SET', KEYS[1], ARGV[1])
      if KEYS[2] then redis.call('SET', KEYS[2], ARGV[2]) end
      return 1
      """;

  /**
   * KEYS epoch; ARGV now in milliseconds. Answers the next epoch as text. What is no whole number
   * of at most 15 digits counts as none, so that a garbled key cannot stop the desk.
   */
  static final String NEXT_EPOCH =
      """
      local last = redis.pcall('GET', KEYS[1])
      if type(last) ~= 'string' or #last > 15 or not string.match(last, '^%d+$') then
        last = '0'
      end
      local next = math.max(tonumber(last) + 1, tonumber(ARGV[1]))
      local text = string.format('%.0f', next)
      redis.call('SET', KEYS[1], text)
      return text
      """;

  /**
   * KEYS command; ARGV body, now, TTL in milliseconds. Answers nothing where the id is new, else
   * body, since and result of the first.
   */
  static final String CLAIM =
      """
      if redis.call('EXISTS', KEYS[1]) == 0 then
        redis.call('HSET', KEYS[1], 'body', ARGV[1], 'since', ARGV[2])
        redis.call('PEXPIRE', KEYS[1], ARGV[3])
        return {}
      end
      return redis.call('HMGET', KEYS[1], 'body', 'since', 'result')
      """;

  /** KEYS command; ARGV result, TTL in milliseconds. Does nothing where the claim is gone. */
  static final String COMPLETE =
      """
      if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
      redis.call('HSET', KEYS[1], 'result', ARGV[1])
      redis.call('PEXPIRE', KEYS[1], ARGV[2])
      return 1
      """;

  /**
   * KEYS audit, and the head where both live on one server; ARGV hash expected at the end (64 zeros
   * where empty), sequence, hash, draft. Answers 1 where it appended, 0 where another entry came
   * first.
   */
  static final String AUDIT_APPEND =
      """
      local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
      local hash = string.rep('0', 64)
      if last[1] then
        local fields = last[1][2]
        for i = 1, #fields, 2 do
          if fields[i] == 'hash' then hash = fields[i + 1] end
        end
      end
      if hash ~= ARGV[1] then return 0 end
      redis.call('XADD', KEYS[1], '*', 'seq', ARGV[2], 'prev', ARGV[1], 'hash', ARGV[3],
        'json', ARGV[4])
      if KEYS[2] then redis.call('SET', KEYS[2], ARGV[2] .. ' ' .. ARGV[3]) end
      return 1
      """;

  /**
   * KEYS lease; ARGV holder, TTL in milliseconds. Answers 1 where the holder has it now, which it
   * has anew.
   */
  static final String LEASE =
      """
      local holder = redis.call('GET', KEYS[1])
      if holder and holder ~= ARGV[1] then return 0 end
      redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
      return 1
      """;

  /** KEYS lease; ARGV holder. Does nothing where another has it. */
  static final String RELEASE =
      """
      if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
      return 0
      """;

  /** KEYS count; ARGV window in milliseconds. Answers the count, which begins to expire at one. */
  static final String TALLY =
      """
      local count = redis.call('INCR', KEYS[1])
      if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
      return count
      """;

  private Script() {}

  /** The call that runs the script. */
  static Call call(String script, List<String> keys, String... arguments) {
    return Call.of("EVAL").with(script).with(keys.size()).keys(keys).with(arguments);
  }
}
