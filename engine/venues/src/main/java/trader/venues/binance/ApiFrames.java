package trader.venues.binance;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import trader.venues.net.ApiCredentials;

/** Builds signed frames of a WebSocket API from parameters that are plain ASCII. */
public final class ApiFrames {
  private final String key;
  private final Signer signer;
  private final long recvWindowMillis;

  /** Frames of an account, good for so long after their time. */
  public ApiFrames(ApiCredentials credentials, long recvWindowMillis) {
    this.key = credentials.key();
    this.signer = new Signer(credentials.secret());
    this.recvWindowMillis = recvWindowMillis;
  }

  /** One frame; all parameters are signed in the order of their names. */
  public String frame(
      long id, String method, SortedMap<String, String> parameters, long timestampMillis) {
    SortedMap<String, String> all = new TreeMap<>(parameters);
    all.put("apiKey", key);
    all.put("recvWindow", Long.toString(recvWindowMillis));
    all.put("timestamp", Long.toString(timestampMillis));
    StringBuilder payload = new StringBuilder(256);
    StringBuilder frame = new StringBuilder(512);
    frame.append("{\"id\":").append(id).append(",\"method\":\"").append(method);
    frame.append("\",\"params\":{");
    for (Map.Entry<String, String> each : all.entrySet()) {
      payload.append(payload.isEmpty() ? "" : "&");
      payload.append(each.getKey()).append('=').append(each.getValue());
      frame.append('"').append(each.getKey()).append("\":");
      boolean number = isNumber(each.getKey());
      frame.append(number ? "" : "\"").append(each.getValue()).append(number ? "," : "\",");
    }
    String signature = signer.sign(payload.toString());
    return frame.append("\"signature\":\"").append(signature).append("\"}}").toString();
  }

  private static boolean isNumber(String name) {
    return name.equals("timestamp") || name.equals("recvWindow") || name.equals("orderId");
  }
}
