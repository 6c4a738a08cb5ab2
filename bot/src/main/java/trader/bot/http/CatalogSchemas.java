package trader.bot.http;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springdoc.core.customizers.OpenApiCustomizer;
import trader.commands.Catalog;
import trader.commands.CatalogEntry;

/** Says of each changing call what its command's catalog entry says: its values, and its risk. */
final class CatalogSchemas implements OpenApiCustomizer {
  private static final int MOST_REASON = 300;

  /** The call of a command; the field is where its value stands. */
  private record Call(String command, Optional<Field> field) {}

  private record Field(String name, Schema<?> schema) {}

  private static final Map<String, Call> CALLS =
      Map.of(
          "/kill", new Call("kill", Optional.of(new Field("enabled", new BooleanSchema()))),
          "/mode", new Call("mode", Optional.of(new Field("mode", words("mode")))),
          "/canary", new Call("canary", Optional.of(new Field("color", words("canary")))),
          "/capital/stage", new Call("capital", Optional.of(new Field("stage", stages()))),
          "/snapshot", new Call("snapshot", Optional.empty()),
          "/admin/pause", new Call("pause", Optional.empty()),
          "/admin/resume", new Call("resume", Optional.empty()));

  @Override
  public void customise(OpenAPI api) {
    CALLS.forEach((path, call) ->
        describe(Objects.requireNonNull(api.getPaths().get(path), path).getPost(), call));
  }

  private static void describe(Operation post, Call call) {
    CatalogEntry entry = entry(call.command());
    String before = post.getDescription() == null ? "" : post.getDescription() + " ";
    post.description(
        before
            + "The command "
            + entry.usage()
            + ": "
            + entry.summary()
            + " ("
            + risk(entry)
            + ").");
    ObjectSchema body = new ObjectSchema();
    body.additionalProperties(false);
    call.field()
        .ifPresent(field -> {
          body.addProperty(field.name(), field.schema());
          // A call to /kill with no body at all kills.
          if (!field.name().equals("enabled")) {
            body.addRequiredItem(field.name());
          }
        });
    body.addProperty(
        "reason", new StringSchema().maxLength(MOST_REASON).description("Why, for the audit"));
    post.requestBody(
        new RequestBody()
            .content(new Content().addMediaType("application/json", media(post, body))));
  }

  private static MediaType media(Operation post, ObjectSchema body) {
    MediaType media = new MediaType().schema(body);
    if (post.getRequestBody() != null && post.getRequestBody().getContent() != null) {
      post.getRequestBody().getContent().values().stream()
          .findFirst()
          .ifPresent(shown -> media.examples(shown.getExamples()));
    }
    return media;
  }

  private static String risk(CatalogEntry entry) {
    return entry.risk().text();
  }

  private static CatalogEntry entry(String command) {
    return Catalog.find(command).orElseThrow();
  }

  private static Schema<?> words(String command) {
    StringSchema schema = new StringSchema();
    entry(command).values().forEach(schema::addEnumItem);
    return schema;
  }

  private static Schema<?> stages() {
    IntegerSchema schema = new IntegerSchema();
    List<String> stages = entry("capital").valuesAfter();
    stages.forEach(stage -> schema.addEnumItem(Integer.valueOf(stage)));
    return schema;
  }
}
