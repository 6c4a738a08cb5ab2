package trader.bot.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import trader.bot.http.Entrance;
import trader.bot.web.Assets.Asset;

/** The console's files, read once from the class path. */
record Assets(Map<String, Asset> byName, String version) {
  private static final String FILES = "classpath:/trader/bot/web/page/*.*";

  /** One file; the tag changes with its content. */
  static final class Asset {
    private final byte[] content;
    private final String type;
    private final String tag;

    private Asset(byte[] content, String type) {
      this.content = content;
      this.type = type;
      this.tag = '"' + Entrance.hash(content) + '"';
    }

    byte[] content() {
      return content.clone();
    }

    String type() {
      return type;
    }

    String tag() {
      return tag;
    }
  }

  Assets {
    byName = Map.copyOf(byName);
  }

  /** Reads them. Throws {@link IllegalStateException} where one is of a kind that is not served. */
  static Assets load() {
    Map<String, Asset> found = new TreeMap<>();
    StringBuilder tags = new StringBuilder();
    try {
      for (Resource file : new PathMatchingResourcePatternResolver().getResources(FILES)) {
        String name = String.valueOf(file.getFilename());
        try (InputStream in = file.getInputStream()) {
          found.put(name, new Asset(in.readAllBytes(), type(name)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the console's files cannot be read", e);
    }
    found.values().forEach(asset -> tags.append(asset.tag()));
    return new Assets(found, Entrance.hash(tags.toString()));
  }

  Optional<Asset> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html;charset=utf-8";
      case "css" -> "text/css;charset=utf-8";
      case "js" -> "text/javascript;charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> throw new IllegalStateException(name + " is no html, css, js or svg file");
    };
  }
}
