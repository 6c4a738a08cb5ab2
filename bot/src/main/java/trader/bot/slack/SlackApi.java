package trader.bot.slack;

import com.google.gson.Gson;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.app_backend.interactive_components.response.ActionResponse;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.SlackFilesUploadV2Exception;
import com.slack.api.model.view.View;
import com.slack.api.util.json.GsonFactory;
import com.slack.api.webhook.WebhookResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Web API methods that we call; each throws {@link SlackFault} where Slack does not do it. */
final class SlackApi implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SlackApi.class);
  private static final Pattern LOOPBACK = Pattern.compile("127\\..*|localhost|\\[::1]");
  private static final Pattern ERROR = Pattern.compile("\"error\":\\s*\"([a-z_]+)\"|^([a-z_]+)$");
  private static final int CALL_MILLIS = 10_000;
  private static final int TOO_MANY = 429;
  private static final int OK = 200;
  private final Slack slack;
  private final MethodsClient bot;
  private final Optional<MethodsClient> app;
  private final Gson gson;

  SlackApi(SlackSettings settings) {
    SlackConfig config = new SlackConfig();
    String base = settings.api().toString();
    config.setMethodsEndpointUrlPrefix((base.endsWith("/") ? base : base + "/") + "api/");
    // They log what is answered, tokens and all.
    config.setHttpClientResponseHandlers(new ArrayList<>());
    config.setHttpClientCallTimeoutMillis(CALL_MILLIS);
    config.setStatsEnabled(false);
    if (isLoopback(settings.api())) {
      config.setProxyUrl(null);
    }
    slack = Slack.getInstance(config);
    bot = slack.methods(settings.botToken().reveal());
    app = settings.appToken().map(token -> slack.methods(token.reveal()));
    gson = GsonFactory.createSnakeCase(config);
  }

  private static boolean isLoopback(URI api) {
    return api.getHost() != null && LOOPBACK.matcher(api.getHost()).matches();
  }

  Slack slack() {
    return slack;
  }

  /** Where a message is: the channel by its id. */
  record Place(String channel, String ts) {}

  Place post(String channel, Content content, Optional<String> thread) throws SlackFault {
    var answer =
        call(() ->
            bot.chatPostMessage(request -> {
              request
                  .channel(channel)
                  .text(content.text())
                  .blocks(content.blocks())
                  .unfurlLinks(false)
                  .unfurlMedia(false);
              thread.ifPresent(request::threadTs);
              return request;
            }));
    return new Place(answer.getChannel(), answer.getTs());
  }

  void update(Place place, Content content) throws SlackFault {
    call(() ->
        bot.chatUpdate(request ->
            request
                .channel(place.channel())
                .ts(place.ts())
                .text(content.text())
                .blocks(content.blocks())));
  }

  void whisper(String channel, String user, Content content) throws SlackFault {
    call(() ->
        bot.chatPostEphemeral(request ->
            request.channel(channel).user(user).text(content.text()).blocks(content.blocks())));
  }

  /** The id of the channel between that user and the app. */
  String direct(String user) throws SlackFault {
    return call(() -> bot.conversationsOpen(request -> request.users(List.of(user))))
        .getChannel()
        .getId();
  }

  void open(String trigger, View view) throws SlackFault {
    call(() -> bot.viewsOpen(request -> request.triggerId(trigger).view(view)));
  }

  void upload(String channel, Optional<String> thread, Attachment file) throws SlackFault {
    try {
      call(() ->
          bot.filesUploadV2(request -> {
            request
                .channel(channel)
                .filename(file.name())
                .title(file.title())
                .fileData(file.bytes());
            thread.ifPresent(request::threadTs);
            return request;
          }));
    } catch (SlackFilesUploadV2Exception e) {
      throw new SlackFault(uploadError(e), Optional.empty());
    }
  }

  private static String uploadError(SlackFilesUploadV2Exception failure) {
    if (failure.getCompleteResponse() != null && !failure.getCompleteResponse().isOk()) {
      return failure.getCompleteResponse().getError();
    }
    return failure.getGetURLResponses().stream()
        .filter(answer -> !answer.isOk())
        .map(answer -> answer.getError())
        .findFirst()
        .orElse("upload_failed");
  }

  /** The address of a new Socket Mode connection. */
  String socketAddress() throws SlackFault {
    MethodsClient methods =
        app.orElseThrow(() -> new IllegalStateException("SLACK_APP_TOKEN is not set"));
    return call(() -> methods.appsConnectionsOpen(request -> request)).getUrl();
  }

  /** How a response address is used. */
  enum Reach {
    AUTHOR("ephemeral", false),
    PLACE("in_channel", false),
    ORIGINAL("ephemeral", true);

    private final String type;
    private final boolean replaces;

    Reach(String type, boolean replaces) {
      this.type = type;
      this.replaces = replaces;
    }
  }

  void respond(String address, Reach reach, Content content) throws SlackFault {
    ActionResponse response =
        ActionResponse.builder()
            .responseType(reach.type)
            .replaceOriginal(reach.replaces)
            .text(content.text())
            .blocks(content.blocks())
            .build();
    WebhookResponse answer;
    try {
      answer = slack.send(address, gson.toJson(response));
    } catch (IOException e) {
      throw unreachable(e);
    }
    if (answer.getCode() != OK) {
      throw new SlackFault(
          error(answer.getBody()).orElse("http_" + answer.getCode()), Optional.empty());
    }
  }

  private static Optional<String> error(String body) {
    Matcher matcher = ERROR.matcher(body.strip());
    return matcher.find()
        ? Optional.of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1))
        : Optional.empty();
  }

  private interface Call<T> {
    T run() throws IOException, SlackApiException;
  }

  private static <T extends SlackApiTextResponse> T call(Call<T> call) throws SlackFault {
    try {
      T answer = call.run();
      if (!answer.isOk()) {
        throw new SlackFault(String.valueOf(answer.getError()), Optional.empty());
      }
      return answer;
    } catch (SlackApiException e) {
      int status = e.getResponse().code();
      if (status == TOO_MANY) {
        throw new SlackFault(
            "ratelimited", Optional.of(retryAfter(e.getResponse().header("Retry-After", "1"))));
      }
      throw new SlackFault("http_" + status, Optional.empty());
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private static Duration retryAfter(String header) {
    return Duration.ofSeconds(header.matches("[0-9]{1,5}") ? Integer.parseInt(header) : 1);
  }

  /** Without the failure's own words, which may hold an address. */
  private static SlackFault unreachable(IOException failure) {
    return new SlackFault(
        "unreachable (" + failure.getClass().getSimpleName() + ")", Optional.empty());
  }

  @Override
  public void close() {
    try {
      slack.close();
    } catch (Exception e) {
      LOG.warn("Slack's client did not close: {}", e.toString());
    }
  }
}
