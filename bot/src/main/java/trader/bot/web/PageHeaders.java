package trader.bot.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** What a browser is told to forbid to our own pages. */
final class PageHeaders {
  /** Files of ours only: no other host, nothing inline, no frame around it, no HTML from text. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private static final String A_YEAR = "max-age=31536000";

  private PageHeaders() {}

  static void set(HttpServletRequest call, HttpServletResponse answer) {
    answer.setHeader("Content-Security-Policy", POLICY);
    answer.setHeader("X-Frame-Options", "DENY");
    answer.setHeader("X-Content-Type-Options", "nosniff");
    answer.setHeader("Referrer-Policy", "no-referrer");
    answer.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    answer.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    answer.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
    if (Origin.overTls(call)) {
      answer.setHeader("Strict-Transport-Security", A_YEAR);
    }
  }
}
