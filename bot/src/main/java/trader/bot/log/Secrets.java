package trader.bot.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trader.commands.Secret;

/** Which of a process's variables hold what no log may show. */
public final class Secrets {
  private static final Pattern NAME = Pattern.compile(".*(?:KEY|TOKEN|SECRET|PASSWORD).*");
  private static final Pattern IN_ADDRESS = Pattern.compile("://[^/@\\s]*:([^/@\\s]+)@");

  private Secrets() {}

  /** The values of variables with a name that says so, and passwords within addresses. */
  public static List<Secret> in(Map<String, String> variables) {
    List<Secret> secrets = new ArrayList<>();
    variables.forEach((name, value) -> {
      if (NAME.matcher(name).matches() && !value.isBlank()) {
        secrets.add(new Secret(value.strip()));
      }
      Matcher password = IN_ADDRESS.matcher(value);
      while (password.find()) {
        secrets.add(new Secret(password.group(1)));
      }
    });
    return secrets;
  }
}
