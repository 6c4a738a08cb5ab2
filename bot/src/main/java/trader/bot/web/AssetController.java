package trader.bot.web;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import trader.bot.http.BadCall;

/** Serves the console's files. A browser keeps them, and asks each time whether they changed. */
@Hidden
@RestController
class AssetController {
  private final Assets assets;

  AssetController(Assets assets) {
    this.assets = assets;
  }

  @GetMapping("/")
  ResponseEntity<byte[]> page(WebRequest call) {
    return file("index.html", call);
  }

  @GetMapping("/console/app/{name}")
  ResponseEntity<byte[]> file(@PathVariable("name") String name, WebRequest call) {
    Assets.Asset asset =
        assets
            .named(name)
            .orElseThrow(() ->
                new BadCall(
                    HttpStatus.NOT_FOUND, "not_found", "The console has no file '" + name + "'"));
    if (call.checkNotModified(asset.tag())) {
      return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
          .cacheControl(CacheControl.noCache())
          .build();
    }
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, asset.type())
        .cacheControl(CacheControl.noCache())
        .eTag(asset.tag())
        .body(asset.content());
  }
}
