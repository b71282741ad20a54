using System.Globalization;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Fuzz;

/// <summary>Values that the service understands: what a client would send.</summary>
/// <param name="operation">What is asked for.</param>
/// <param name="sender">By whom.</param>
/// <param name="shelf">The list that it is about.</param>
/// <param name="round">How often the operation was sent before.</param>
/// <param name="dice">Whatever is left to chance.</param>
internal sealed class Plausible(Operation operation, Sender sender, Shelf shelf, int round, Dice dice)
{
    private static readonly string[] _units = ["kg", "g", "l", "ml"];

    /// <summary>An argument of the path.</summary>
    internal string Argument(string name) => name switch
    {
        "itemId" => $"{dice.Pick(shelf.Gone)}",
        "invitationId" => $"{dice.Pick(operation.Path.StartsWith("/api/v1/invitations", StringComparison.Ordinal) ? sender.Offers : shelf.Invitations)}",
        "accountId" => dice.Pick(sender.People),
        "email" => dice.Pick(sender.Addresses),
        "id" when operation.Path.Contains("/users/", StringComparison.Ordinal) => dice.Pick(sender.People),
        "id" when operation.Path.Contains("/items/{id}", StringComparison.Ordinal) => $"{dice.Pick(shelf.Items)}",
        _ => $"{shelf.Id}",
    };

    /// <summary>A value of the query, escaped.</summary>
    internal string Query(Field field) => field.Name.ToLowerInvariant() switch
    {
        "limit" => $"{dice.Next(1, 50)}",
        "cursor" when field.Type == "string" => $"{Families.IdOf(Guests.Name(Guests.Victim, round))}",
        "cursor" => $"{dice.Next(1, 20)}",
        "list_id" => $"{shelf.Id}",
        "language" => dice.Pick(["en", "cs", "de", "xx"]),
        "query" => dice.Pick(["mi", "chl%C3%A9b", "a%20b"]),
        "to" => "nobody@example.org",
        _ => field.Type == "integer" ? $"{dice.Next(0, 5)}" : "text",
    };

    /// <summary>A field of a form.</summary>
    internal string Form(string name) => name switch
    {
        "username" => Guests.Email(Guests.Refresher, round),
        "password" => Person.Password,
        "scope" => dice.Pick(["", "offline_access"]),
        _ => "text",
    };

    /// <summary>A field of a JSON body, as JSON.</summary>
    internal string Json(Field field) => field.Name switch
    {
        "email" => $"\"{Email()}\"",
        "password" or "current_password" => $"\"{Person.Password}\"",
        "token" => $"\"{Token()}\"",
        "refresh_token" => $"\"{Guests.RefreshToken(round)}\"",
        "role" => dice.Pick(["\"editor\"", "\"viewer\""]),
        "text" => dice.Pick(["\"2 kg of apples\"", "\"půl kila mouky\"", "\"Milk\""]),
        "shopping_list_id" => $"{shelf.Id}",
        "category_id" => dice.Pick(["null", $"{dice.Next(1, 17)}"]),
        "quantity_unit_id" => dice.Pick(["null", $"\"{dice.Pick(_units)}\""]),
        "icon_name" => dice.Pick(["null", "\"local_cafe\""]),
        "language" => dice.Pick(["null", "\"cs\"", "\"en\""]),
        "translations" => dice.Pick(["null", "{\"en\":\"Milk\",\"cs\":\"Mléko\"}"]),
        "before_id" or "after_id" => dice.Pick(["null", $"{dice.Pick(shelf.Items)}"]),
        "is_superuser" => "false",
        _ => OfType(field),
    };

    private string Email() => operation.Path switch
    {
        // One that all have in common, so that requests meet.
        _ when dice.Chance(3) || operation.Path.Contains("/shopping-lists/", StringComparison.Ordinal) => dice.Pick(["nobody@example.org", $"nobody{round}@example.org"]),
        "/api/v1/auth/verify/request-verify-token" => Guests.Email(Guests.Newcomer, round),
        "/api/v1/auth/reset-password/forgot-password" => Guests.Email(Guests.Victim, round),
        _ => string.Create(CultureInfo.InvariantCulture, $"new{round}.{dice.Next(0, 99)}@example.org"),
    };

    private string Token() => operation.Path switch
    {
        "/api/v1/auth/verify/verify" => Guests.Letter(Guests.Newcomer, round),
        "/api/v1/auth/reset-password/reset-password" => Guests.Letter(Guests.Forgetful, round),
        _ => dice.Pick(sender.Letters),
    };

    private string OfType(Field field) => field.Type switch
    {
        "integer" => $"{dice.Next(0, 100)}",
        "number" => string.Create(CultureInfo.InvariantCulture, $"{dice.Next(0, 9999) / 100m}"),
        "boolean" => dice.Pick(["true", "false"]),
        "object" => "{}",
        "array" => "[]",
        _ => dice.Pick(["\"Milk\"", "\"Máslo\"", $"\"Text {round}\"", "\"👨‍👩‍👧‍👦🥛\"", "\"'; drop table item; --\"", "\"<script>alert(1)</script>\"", "\"\\ud83d\\ude00 \\u05d0\""]),
    };
}
