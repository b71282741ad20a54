using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Authorization;

/// <summary>Every endpoint, and what is due to whom.</summary>
internal static class Matrix
{
    internal static IReadOnlyList<MatrixRow> Rows { get; } =
    [
        // Owner, editor, viewer, invited, stranger; unverified, deactivated, locked out; superuser, operator, anonymous.
        new("GET", "/system/info", "200 200 200 200 200 200 200 200 200 200 200"),
        new("GET", "/metrics/summary", "200 200 200 200 200 200 200 200 200 200 200"),
        new("GET", "/api/v1/system/info", "200 200 200 200 200 200 200 200 200 200 200"),
        new("GET", "/api/v1/metrics/summary", "200 200 200 200 200 200 200 200 200 200 200"),
        new("GET", "/api/v1/openapi.json", "200 200 200 200 200 200 200 200 200 200 200"),
        new("GET", "/api/v1/pages/verify", "200 200 200 200 200 200 200 200 200 200 200"),
        new("GET", "/api/v1/pages/reset-password", "200 200 200 200 200 200 200 200 200 200 200"),
        new("GET", "/api/v1/pages/invitation", "200 200 200 200 200 200 200 200 200 200 200"),
        new("GET", "/api/v1/outbox/", "200 200 200 200 200 200 200 200 200 200 200"),
        new("GET", "/api/v1/outbox/messages", "401 401 401 401 401 401 401 401 401 403 401"),
        new("GET", "/admin/smoke", "401 401 401 401 401 401 401 401 401 403 401"),
        new("POST", "/admin/sockets/drain", "401 401 401 401 401 401 401 401 401 403 401"),

        new("POST", "/api/v1/auth/register", "201 201 201 201 201 201 201 201 201 201 201", (_, _) => new { email = Person.NewEmail("new"), password = Person.Password, nickname = "New" }),
        new("POST", "/api/v1/auth/verify/request-verify-token", "202 202 202 202 202 202 202 202 202 202 202", (stage, visitor) => new { email = stage.EmailOf(visitor) }),
        new("POST", "/api/v1/auth/verify/verify", "400 400 400 400 400 400 400 400 400 400 400", (_, _) => new { token = "guessed" }),
        new("POST", "/api/v1/auth/reset-password/forgot-password", "202 202 202 202 202 202 202 202 202 202 202", (stage, visitor) => new { email = stage.EmailOf(visitor) }),
        new("POST", "/api/v1/auth/reset-password/reset-password", "400 400 400 400 400 400 400 400 400 400 400", (_, _) => new { token = "guessed", password = Person.Password }),
        new("POST", "/api/v1/auth/jwt/login", "200 200 200 200 200 200 400 400 200 200 400", (stage, visitor) => new FormUrlEncodedContent(
            [new("username", visitor == Visitor.Anonymous ? "nobody@example.org" : stage.EmailOf(visitor)), new("password", Person.Password)])),
        new("POST", "/api/v1/auth/jwt/refresh", "401 401 401 401 401 401 401 401 401 401 401", (_, _) => new { refresh_token = "guessed" }),
        new("POST", "/api/v1/auth/jwt/logout", "204 204 204 204 204 204 401 204 204 401 401"),

        new("GET", "/api/v1/users/me/", "200 200 200 200 200 200 401 200 200 401 401"),
        new("PATCH", "/api/v1/users/me/", "200 200 200 200 200 200 401 200 200 401 401", (_, _) => new { nickname = "Changed" }),
        new("PUT", "/api/v1/users/me/", "200 200 200 200 200 403 401 200 200 401 401", (_, _) => new { nickname = "Changed" }),
        new("DELETE", "/api/v1/users/me/", "204 204 204 204 204 204 401 204 204 401 401"),
        new("GET", "/api/v1/users/", "403 403 403 403 403 403 401 403 200 401 401"),
        new("GET", "/api/v1/users/{id:guid}", "403 403 403 403 403 403 401 403 200 401 401"),
        new("PATCH", "/api/v1/users/{id:guid}", "403 403 403 403 403 403 401 403 200 401 401", (_, _) => new { nickname = "Changed" }),
        new("DELETE", "/api/v1/users/{id:guid}", "403 403 403 403 403 403 401 403 204 401 401"),

        new("GET", "/api/v1/categories", "200 200 200 200 200 403 401 200 200 401 401"),
        new("GET", "/api/v1/units", "200 200 200 200 200 403 401 200 200 401 401"),

        new("GET", "/api/v1/shopping-lists/", "200 200 200 200 200 403 401 200 200 401 401"),
        new("POST", "/api/v1/shopping-lists/", "200 200 200 200 200 403 401 200 200 401 401", (_, _) => new { name = "New" }),
        new("GET", "/api/v1/shopping-lists/deleted", "200 200 200 200 200 403 401 200 200 401 401"),
        new("GET", "/api/v1/shopping-lists/{id:int}", "200 200 200 403 403 403 401 403 403 401 401"),
        new("PUT", "/api/v1/shopping-lists/{id:int}", "200 403 403 403 403 403 401 403 403 401 401", (_, _) => new { name = "Changed" }),
        new("DELETE", "/api/v1/shopping-lists/{id:int}", "204 403 403 403 403 403 401 403 403 401 401"),
        new("POST", "/api/v1/shopping-lists/{id:int}/restore", "200 404 404 404 404 403 401 404 404 401 401"),

        new("GET", "/api/v1/shopping-lists/{id:int}/items/", "200 200 200 403 403 403 401 403 403 401 401"),
        new("POST", "/api/v1/shopping-lists/{id:int}/items/", "200 200 403 403 403 403 401 403 403 401 401", (_, _) => new { name = "Milk" }),
        new("POST", "/api/v1/items/", "200 200 403 403 403 403 401 403 403 401 401", (stage, _) => new { name = "Milk", shopping_list_id = stage.ListId }),
        new("GET", "/api/v1/items/list/{id:int}", "200 200 200 403 403 403 401 403 403 401 401"),
        new("GET", "/api/v1/items/{id:int}", "200 200 200 403 403 403 401 403 403 401 401"),
        new("PUT", "/api/v1/items/{id:int}", "200 200 403 403 403 403 401 403 403 401 401", (_, _) => new { name = "Tea" }),
        new("DELETE", "/api/v1/items/{id:int}", "200 200 403 403 403 403 401 403 403 401 401"),
        new("POST", "/api/v1/items/{id:int}/move", "200 200 403 403 403 403 401 403 403 401 401", (_, _) => new { before_id = (int?)null }),
        new("POST", "/api/v1/items/parse", "200 200 200 200 200 403 401 200 200 401 401", (_, _) => new { text = "2 l milk" }),
        new("GET", "/api/v1/items/suggestions", "200 200 200 200 200 403 401 200 200 401 401"),

        new("GET", "/api/v1/shopping-lists/{id:int}/changes", "200 200 200 403 403 403 401 403 403 401 401"),
        new("GET", "/api/v1/shopping-lists/{id:int}/history", "200 200 200 403 403 403 401 403 403 401 401"),
        new("DELETE", "/api/v1/shopping-lists/{id:int}/history", "204 403 403 403 403 403 401 403 403 401 401"),
        new("POST", "/api/v1/shopping-lists/{id:int}/history/{itemId:int}/restore", "200 200 403 403 403 403 401 403 403 401 401"),
        new("POST", "/api/v1/shopping-lists/{id:int}/history/{itemId:int}/re-add", "200 200 403 403 403 403 401 403 403 401 401"),

        new("GET", "/api/v1/shopping-lists/{id:int}/members", "200 200 200 403 403 403 401 403 403 401 401"),
        new("PATCH", "/api/v1/shopping-lists/{id:int}/members/{accountId:guid}", "200 403 403 403 403 403 401 403 403 401 401", (_, _) => new { role = "viewer" }),
        new("DELETE", "/api/v1/shopping-lists/{id:int}/members/{accountId:guid}", "204 403 403 403 403 403 401 403 403 401 401"),
        new("DELETE", "/api/v1/shopping-lists/{id:int}/share/{email}", "200 403 403 403 403 403 401 403 403 401 401"),

        new("POST", "/api/v1/shopping-lists/{id:int}/share", "200 403 403 403 403 403 401 403 403 401 401", (_, _) => new { email = Person.NewEmail("guest") }),
        new("GET", "/api/v1/shopping-lists/{id:int}/invitations", "200 403 403 403 403 403 401 403 403 401 401"),
        new("POST", "/api/v1/shopping-lists/{id:int}/invitations", "200 403 403 403 403 403 401 403 403 401 401", (_, _) => new { email = Person.NewEmail("guest") }),
        new("POST", "/api/v1/shopping-lists/{id:int}/invitations/{invitationId:long}/resend", "200 403 403 403 403 403 401 403 403 401 401"),
        new("DELETE", "/api/v1/shopping-lists/{id:int}/invitations/{invitationId:long}", "200 403 403 403 403 403 401 403 403 401 401"),
        new("GET", "/api/v1/invitations/", "200 200 200 200 200 403 401 200 200 401 401"),
        new("POST", "/api/v1/invitations/{invitationId:long}/accept", "404 404 404 200 404 403 401 404 404 401 401"),
        new("POST", "/api/v1/invitations/{invitationId:long}/decline", "404 404 404 204 404 403 401 404 404 401 401"),
        new("POST", "/api/v1/invitations/accept", "404 404 404 404 404 404 404 404 404 404 404", (_, _) => new { token = "guessed" }),

        new("GET", "/api/v1/ai/status", "200 200 200 200 200 200 200 200 200 200 200"),
        new("POST", "/api/v1/ai/categorize-item", "200 200 200 200 200 403 401 200 200 401 401", (_, _) => new { item_name = "Milk" }),
        new("POST", "/api/v1/ai/suggest-icon", "200 200 200 200 200 403 401 200 200 401 401", (_, _) => new { item_name = "Milk" }),

        new("WS", "/api/v1/ws/lists/{id:int}", "101 101 101 1003 1003 1008 1008 1003 1003 1008 1008"),
        new("POST", "/api/v1/ws/tickets", "200 200 200 200 200 403 401 200 200 401 401"),
    ];
}
