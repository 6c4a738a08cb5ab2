package trader.simulator.binance;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The errors that the venue documents, spot and futures, with the status and the words in which
 * they come. A fault can cause each, whatever was asked.
 */
public final class KnownErrors {
  private static final Map<Integer, ApiError> ALL = new LinkedHashMap<>();

  static {
    add(500, -1000, "An unknown error occurred while processing the request.");
    add(500, -1001, "Internal error; unable to process your request. Please try again.");
    add(401, -1002, "You are not authorized to execute this request.");
    add(
        500,
        -1006,
        "An unexpected response was received from the message bus. Execution status unknown.");
    add(
        504,
        -1007,
        "Timeout waiting for response from backend server. Send status unknown; execution status"
            + " unknown.");
    add(
        503,
        -1008,
        "Server is currently overloaded with other requests. Please try again in a few minutes.");
    add(400, -1013, "Filter failure: LOT_SIZE");
    add(400, -1014, "Unsupported order combination.");
    add(503, -1016, "This service is no longer available.");
    add(400, -1020, "This operation is not supported.");
    add(400, -1021, "Timestamp for this request is outside of the recvWindow.");
    add(400, -1022, "Signature for this request is not valid.");
    add(400, -1100, "Illegal characters found in a parameter.");
    add(400, -1101, "Too many parameters sent for this endpoint.");
    add(400, -1102, "Mandatory parameter 'price' was not sent, was empty/null, or malformed.");
    add(400, -1103, "An unknown parameter was sent.");
    add(400, -1104, "Not all sent parameters were read.");
    add(400, -1105, "Parameter 'price' was empty.");
    add(400, -1106, "Parameter 'timeInForce' sent when not required.");
    add(400, -1111, "Precision is over the maximum defined for this asset.");
    add(400, -1121, "Invalid symbol.");
    add(400, -1125, "This listenKey does not exist.");
    add(400, -2010, "Account has insufficient balance for requested action.");
    add(400, -2011, "Unknown order sent.");
    add(400, -2013, "Order does not exist.");
    add(401, -2014, "API-key format invalid.");
    add(401, -2015, "Invalid API-key, IP, or permissions for action.");
    add(400, -2018, "Balance is insufficient.");
    add(400, -2019, "Margin is insufficient.");
    add(400, -2020, "Unable to fill.");
    add(400, -2021, "Order would immediately trigger.");
    add(400, -2022, "ReduceOnly Order is rejected.");
    add(400, -2023, "User in liquidation mode now.");
    add(400, -2025, "Reach max open order limit.");
    add(
        400,
        -2026,
        "Order was canceled or expired with no executed qty over 90 days ago and has been archived.");
    add(400, -2027, "Exceeded the maximum allowable position at current leverage.");
    add(400, -2028, "Leverage is smaller than permitted: insufficient margin balance.");
    add(400, -2035, "User Data Stream subscription already active.");
    add(400, -4003, "Quantity less than or equal to zero.");
    add(400, -4005, "Quantity greater than max quantity.");
    add(400, -4014, "Price not increased by tick size.");
    add(400, -4015, "Client order id length should be less than 36 chars.");
    add(400, -4028, "Leverage 126 is not valid");
    add(400, -4045, "Reach max stop order limit.");
    add(400, -4046, "No need to change margin type.");
    add(400, -4047, "Margin type cannot be changed if there exists open orders.");
    add(400, -4048, "Margin type cannot be changed if there exists position.");
    add(400, -4059, "No need to change position side.");
    add(400, -4061, "Order's position side does not match user's setting.");
    add(400, -4067, "Position side cannot be changed if there exists open orders.");
    add(400, -4068, "Position side cannot be changed if there exists position.");
    add(400, -4116, "ClientOrderId is duplicated.");
    add(
        400,
        -4120,
        "Order type not supported for this endpoint. Please use the Algo Order API endpoints"
            + " instead.");
    add(400, -4131, "The counterparty's best price does not meet the PERCENT_PRICE filter limit.");
    add(
        400,
        -4164,
        "Order's notional must be no smaller than 100 (unless you choose reduce only).");
    add(400, -4400, "Futures Trading Quantitative Rules violated, only reduceOnly order allowed.");
    add(400, -4401, "Compliance restricted account permission: can only place reduceOnly order.");
    add(400, -4402, "Dear user, as per our Terms of Use this feature is not available here.");
    add(400, -4403, "Dear user, as per our Terms of Use the leverage is restricted here.");
    add(
        400,
        -5021,
        "Due to the order could not be filled immediately, the FOK order has been rejected. The"
            + " order will not be recorded in the order history");
    add(
        400,
        -5022,
        "Due to the order could not be executed as maker, the Post Only order will be rejected. The"
            + " order will not be recorded in the order history");
    add(400, -5027, "No need to modify the order.");
  }

  private KnownErrors() {}

  private static void add(int status, int code, String text) {
    ALL.put(code, new ApiError(status, code, text));
  }

  /** All codes. */
  public static Set<Integer> codes() {
    return Collections.unmodifiableSet(ALL.keySet());
  }

  /** The error of a code; one that is not documented is an unknown error under that code. */
  public static ApiError of(int code) {
    ApiError known = ALL.get(code);
    return known == null
        ? new ApiError(500, code, "An unknown error occurred while processing the request.")
        : known;
  }
}
