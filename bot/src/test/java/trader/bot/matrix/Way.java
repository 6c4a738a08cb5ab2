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
  /** By somebody who has every role and no code generator. */
  NO_GENERATOR,
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
          NO_CODE,
          NO_GENERATOR ->
          true;
      // The API and the console are one place each.
      case WRONG_CHAT -> place.chat;
      // The others do not say when something was said or pressed.
      case STALE -> place == Place.SLACK_HTTP || place == Place.TELEGRAM || place == Place.HTTP_API;
      // The others are called by the bot, which knows whom it called.
      case FORGED -> place == Place.SLACK_HTTP || place == Place.HTTP_API || place == Place.CONSOLE;
      case SHARED_TOKEN -> !place.chat;
    };
  }

  /** Whether the role makes a difference, and there is something to try with it. */
  boolean concerns(Role role) {
    return switch (this) {
      case ALLOWED, WRONG_CHAT, REPLAYED, STALE, FORGED -> true;
      // Only who is shown a preview can confirm one.
      case STATE_MOVED, SAME_HUMAN_TWICE -> role == Role.RISK_RAISER || role == Role.ADMIN;
      // The admin's beside, so that the clock is moved once.
      case EXPIRED_CONFIRMATION -> role == Role.RISK_RAISER;
      case NO_CODE -> role != Role.VIEWER && role != Role.OPERATOR;
      // She has the role admin.
      case NO_GENERATOR -> role == Role.ADMIN;
      // Nobody has no role; once is enough.
      case UNKNOWN_USER, SHARED_TOKEN -> role == Role.VIEWER;
    };
  }

  /** The surfaces. */
  enum Place {
    SLACK_SOCKET(true),
    SLACK_BUTTONS(true),
    SLACK_HTTP(true),
    TELEGRAM(true),
    TELEGRAM_BUTTONS(true),
    HTTP_API(false),
    CONSOLE(false);

    final boolean chat;

    Place(boolean chat) {
      this.chat = chat;
    }

    /** Whether the role is tried in that way, where a press goes the way of typed words. */
    boolean tries(Way way, Role role) {
      boolean typed = this != SLACK_BUTTONS && this != TELEGRAM_BUTTONS;
      return typed || role == Role.ADMIN || (way != WRONG_CHAT && way != REPLAYED);
    }
  }
}
