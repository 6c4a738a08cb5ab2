package trader.bot.http;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The OpenAPI document where people look for it first. */
@Hidden
@RestController
class DescriptionController {
  private static final String DOCUMENT = "/v3/api-docs";

  @GetMapping("/openapi.json")
  void document(HttpServletRequest call, HttpServletResponse answer)
      throws ServletException, IOException {
    call.getRequestDispatcher(DOCUMENT).forward(call, answer);
  }
}
