package trader.bot.matrix;

import trader.commands.Role;

/** In which way something is said. */
enum Way {
  /** As it should be. */
  ALLOWED,
  UNKNOWN_USER,
  WRONG_CHAT,
  REPLAYED,
  STALE,
  FORGED,
  EXPIRED_CONFIRMATION,
  STATE_MOVED,
  SAME_HUMAN_TWICE,
  NO_CODE,
  /** With the token that names nobody. */
  SHARED_TOKEN;

  /** What cannot be is left out, and here is why. */
  boolean existsOn(Place place) {
    return switch (this) {
      case ALLOWED,
          UNKNOWN_USER,
          REPLAYED,
          EXPIRED_CONFIRMATION,
          STATE_MOVED,
          SAME_HUMAN_TWICE,
          NO_CODE ->
          true;
      // The API and the console are one place each.
      case WRONG_CHAT -> place.chat;
      // Socket Mode and the console say nothing of when something was said.
      case STALE -> place != Place.SLACK_SOCKET && place != Place.CONSOLE;
      // Socket Mode and Telegram are called by the bot, which knows whom it called.
      case FORGED -> place != Place.SLACK_SOCKET && place != Place.TELEGRAM;
      case SHARED_TOKEN -> !place.chat;
    };
  }

  /** Whether the role makes a difference, and there is something to try with it. */
  boolean concerns(Role role) {
    return switch (this) {
      case ALLOWED, WRONG_CHAT, REPLAYED, STALE, FORGED -> true;
      // Only who is shown a preview can confirm one.
      case EXPIRED_CONFIRMATION, STATE_MOVED, SAME_HUMAN_TWICE ->
          role == Role.RISK_RAISER || role == Role.ADMIN;
      case NO_CODE -> role != Role.VIEWER && role != Role.OPERATOR;
      // Nobody has no role; once is enough.
      case UNKNOWN_USER, SHARED_TOKEN -> role == Role.VIEWER;
    };
  }

  /** The surfaces. */
  enum Place {
    SLACK_SOCKET(true),
    SLACK_HTTP(true),
    TELEGRAM(true),
    HTTP_API(false),
    CONSOLE(false);

    final boolean chat;

    Place(boolean chat) {
      this.chat = chat;
    }
  }
}
