package trader.bot.chat;

import java.time.Instant;

/**
 * Something said to the desk: a typed command, a pressed button, a form sent.
 *
 * @param id the platform's own identity of it, e.g. {@code slack:T1:trigger} or {@code
 *     telegram:BOT:update}; a redelivery has the same one
 * @param words the command's words, slash or not; a button carries the words that it stands for
 * @param saidAt when the platform says that it was said
 */
public record Utterance(String id, Speaker speaker, String words, Instant saidAt) {}
