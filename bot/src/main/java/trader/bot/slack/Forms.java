package trader.bot.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewState;
import com.slack.api.model.view.ViewSubmit;
import com.slack.api.model.view.ViewTitle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import trader.bot.chat.Button.Field;

/** The modal that asks for a reason and a code, and what comes back of it. */
final class Forms {
  static final String CALLBACK = "fill";
  private static final String CODE = "code";
  private static final String REASON = "reason";
  private static final String VALUE = "value";
  private static final int MAX_TITLE = 24;
  private static final int MAX_REASON = 200;

  private Forms() {}

  /**
   * What a modal is about; it travels with it.
   *
   * @param ts the message with the button; empty where only one person sees it
   */
  record Subject(String words, String channel, String key, String ts) {
    String json() {
      JsonObject object = new JsonObject();
      object.addProperty("words", words);
      object.addProperty("channel", channel);
      object.addProperty("key", key);
      object.addProperty("ts", ts);
      return object.toString();
    }

    /** Empty where it is not one of ours. */
    static Optional<Subject> parse(String json) {
      try {
        JsonObject object = JsonParser.parseString(json).getAsJsonObject();
        return Optional.of(
            new Subject(
                object.get("words").getAsString(),
                object.get("channel").getAsString(),
                object.get("key").getAsString(),
                object.get("ts").getAsString()));
      } catch (JsonParseException | IllegalStateException | NullPointerException e) {
        return Optional.empty();
      }
    }
  }

  static View view(String label, Set<Field> asks, Subject subject) {
    List<LayoutBlock> blocks = new ArrayList<>();
    blocks.add(Texts.section("This sends `" + Texts.escaped(Texts.typed(subject.words())) + "`."));
    if (asks.contains(Field.CODE)) {
      blocks.add(input(CODE, "The six digits that your code generator shows", 6, 7));
    }
    if (asks.contains(Field.REASON)) {
      blocks.add(input(REASON, "Why, for the audit", 1, MAX_REASON));
    }
    return View.builder()
        .type("modal")
        .callbackId(CALLBACK)
        .title(ViewTitle.builder().type("plain_text").text(Texts.cut(label, MAX_TITLE)).build())
        .submit(ViewSubmit.builder().type("plain_text").text(Texts.cut(label, MAX_TITLE)).build())
        .close(ViewClose.builder().type("plain_text").text("Cancel").build())
        .privateMetadata(subject.json())
        .blocks(blocks)
        .build();
  }

  private static LayoutBlock input(String id, String label, int least, int most) {
    return InputBlock.builder()
        .blockId(id)
        .label(PlainTextObject.builder().text(label).build())
        .element(
            PlainTextInputElement.builder()
                .actionId(VALUE)
                .minLength(least)
                .maxLength(most)
                .build())
        .build();
  }

  /**
   * What came back.
   *
   * @param words the whole command
   * @param faults by field; empty where there are none
   */
  record Filled(String words, Map<String, String> faults) {}

  static Filled filled(Subject subject, ViewState state) {
    Map<String, Map<String, ViewState.Value>> values = state.getValues();
    Map<String, String> faults = new LinkedHashMap<>();
    StringBuilder words = new StringBuilder(subject.words());
    if (values.containsKey(CODE)) {
      String code = text(values.get(CODE)).replace(" ", "");
      if (!code.matches("[0-9]{6}")) {
        faults.put(CODE, "Six digits are needed, as your code generator shows them now.");
      }
      words.append(' ').append(code);
    }
    if (values.containsKey(REASON)) {
      String reason = text(values.get(REASON)).replaceAll("\\s+", " ");
      if (reason.isEmpty()) {
        faults.put(REASON, "A reason is needed; it goes into the audit.");
      }
      words.append(' ').append(reason);
    }
    return new Filled(words.toString(), faults);
  }

  private static String text(Map<String, ViewState.Value> field) {
    ViewState.Value value = field.get(VALUE);
    return value == null || value.getValue() == null ? "" : value.getValue().strip();
  }
}
