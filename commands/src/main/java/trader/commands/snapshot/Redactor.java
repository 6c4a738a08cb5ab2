package trader.commands.snapshot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trader.redis.Json;

/**
 * Takes secrets out of bytes: every value of a variable whose name says that it is secret, every
 * password within an address, in the forms in which it could have been written down, and what looks
 * like a credential whoever it belongs to.
 */
final class Redactor {
  /** A shorter value would take harmless text with it. */
  static final int SHORTEST = 4;

  private static final String HIDDEN = "***";
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(key|token|secret|passw|passphrase|credential|private|auth|signing|cookie|dsn).*");
  private static final Pattern PASSWORD_IN_ADDRESS =
      Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://([^/@\\s\"']*)@");
  private static final List<Pattern> LOOKS_SECRET =
      List.of(
          Pattern.compile("(?<=[a-zA-Z]://)[^/@\\s\"']+(?=@)"),
          Pattern.compile("xox[a-z]-[A-Za-z0-9-]{8,}"),
          Pattern.compile("xapp-[A-Za-z0-9-]{8,}"),
          Pattern.compile("(?<![0-9])[0-9]{8,10}:[A-Za-z0-9_-]{35}"),
          Pattern.compile("(?i)(?<=bearer )[A-Za-z0-9._~+/=-]{8,}"),
          Pattern.compile(
              "(?i)(?<=(?:token|secret|password|api[_-]?key)[\"']{0,2}[=:]\\s{0,2}[\"']{0,1})"
                  + "(?!\\*\\*\\*)[^\\s\"',;&}]{6,}"),
          Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?-----END [^-]*-----"));

  private final Map<String, String> replacements;
  private final List<String> tooShort = new ArrayList<>();

  /** Knows the secrets of those environment variables. */
  Redactor(Map<String, String> environment) {
    Map<String, String> found = new LinkedHashMap<>();
    environment.forEach((name, value) -> {
      if (isSecret(name)) {
        add(found, name, value);
      }
      Matcher address = PASSWORD_IN_ADDRESS.matcher(value);
      while (address.find()) {
        String credentials = address.group(1);
        int colon = credentials.indexOf(':');
        add(found, name, credentials.substring(colon + 1));
      }
    });
    replacements = new LinkedHashMap<>();
    found.entrySet().stream()
        .sorted(Comparator.comparingInt((Map.Entry<String, String> e) -> -e.getKey().length()))
        .forEach(e -> replacements.put(e.getKey(), e.getValue()));
  }

  private void add(Map<String, String> found, String name, String value) {
    String secret = value.strip();
    if (secret.isEmpty()) {
      return;
    }
    if (secret.length() < SHORTEST) {
      tooShort.add(name);
      return;
    }
    String shown = HIDDEN + name.toUpperCase(Locale.ROOT) + HIDDEN;
    byte[] bytes = secret.getBytes(UTF_8);
    String json = Json.write(secret);
    for (String form :
        List.of(
            secret,
            json.substring(1, json.length() - 1),
            URLEncoder.encode(secret, UTF_8),
            Base64.getEncoder().encodeToString(bytes),
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
            HexFormat.of().formatHex(bytes))) {
      found.putIfAbsent(new String(form.getBytes(UTF_8), ISO_8859_1), shown);
    }
    // A later layer of JSON escapes what the first one did.
    String twice = Json.write(json.substring(1, json.length() - 1));
    found.putIfAbsent(
        new String(twice.substring(1, twice.length() - 1).getBytes(UTF_8), ISO_8859_1), shown);
  }

  /** Whether the variable's name says that its value is a secret. */
  static boolean isSecret(String name) {
    return SECRET_NAME.matcher(name).matches();
  }

  /** Variables whose secret is too short to be looked for anywhere else. */
  List<String> tooShort() {
    return List.copyOf(tooShort);
  }

  /** The bytes without secrets; bytes that are no text stay as they are. */
  byte[] redact(byte[] bytes) {
    // One char a byte, so that text in any encoding comes out as it went in.
    String text = new String(bytes, ISO_8859_1);
    for (Map.Entry<String, String> one : replacements.entrySet()) {
      text = text.replace(one.getKey(), one.getValue());
    }
    for (Pattern pattern : LOOKS_SECRET) {
      text = pattern.matcher(text).replaceAll(HIDDEN);
    }
    return text.getBytes(ISO_8859_1);
  }

  /** The variable's value as it may be shown. */
  String value(String name, String value) {
    return isSecret(name) && !value.isBlank()
        ? HIDDEN
        : new String(redact(value.getBytes(UTF_8)), UTF_8);
  }
}
