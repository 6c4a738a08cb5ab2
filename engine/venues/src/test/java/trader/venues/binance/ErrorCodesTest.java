package trader.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.venues.binance.ErrorCodes.Meaning;

class ErrorCodesTest {

  @ParameterizedTest
  @CsvSource({
    "500,-1000,An unknown error,UNKNOWN,true",
    "400,-1000,An unknown error,UNKNOWN,true",
    "500,-1001,Internal error,UNKNOWN,true",
    "500,-1006,Unexpected response,UNKNOWN,true",
    "504,-1007,Timeout waiting,UNKNOWN,true",
    "502,0,'',UNKNOWN,true",
    "503,-1008,Server is currently overloaded,REFUSED,true",
    "429,-1003,Too much request weight,REFUSED,true",
    "418,-1003,Way too much,REFUSED,true",
    "429,-1015,Too many new orders,REFUSED,true",
    "400,-1013,Filter failure: LOT_SIZE,REFUSED,false",
    "400,-1021,Timestamp for this request,CLOCK,true",
    "400,-1022,Signature,REFUSED,true",
    "400,-1111,precision,REFUSED,false",
    "400,-1121,Invalid symbol.,REFUSED,false",
    "400,-2010,Account has insufficient balance for requested action.,REFUSED,false",
    "400,-2010,Duplicate order sent.,DUPLICATE,false",
    "400,-2011,Unknown order sent.,REFUSED,false",
    "401,-2015,Invalid API-key,REFUSED,true",
  })
  void eachDocumentedErrorMeansWhatItMeans(
      int status, int code, String text, Meaning meaning, boolean trouble) {
    assertThat(ErrorCodes.meaning(status, code, text)).isEqualTo(meaning);
    assertThat(ErrorCodes.venueTrouble(status, code)).isEqualTo(trouble);
  }
}
