/**
 * A Telegram Bot API on loopback. All of its state is guarded by the lock of one {@link World};
 * what it refuses, it refuses in the words of the real one.
 */
@NullMarked
package trader.chatsim.telegram;

import org.jspecify.annotations.NullMarked;
