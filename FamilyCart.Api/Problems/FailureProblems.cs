using System.Globalization;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Telemetry;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyCart.Api.Problems;

/// <summary>Failures at the edge: status, the `detail` that clients already compare, and when to try again.</summary>
internal static class FailureProblems
{
    private const int RetryAfterSeconds = 2;

    internal static (int Status, string Detail) Describe(Failure failure) => failure switch
    {
        Failure.Unauthorized => (StatusCodes.Status401Unauthorized, "Unauthorized"),
        Failure.NotVerified => (StatusCodes.Status403Forbidden, "Forbidden"),
        Failure.BadCredentials => (StatusCodes.Status400BadRequest, "LOGIN_BAD_CREDENTIALS"),
        Failure.AddressTaken => (StatusCodes.Status400BadRequest, "UPDATE_USER_EMAIL_ALREADY_EXISTS"),
        Failure.BadRefreshToken => (StatusCodes.Status401Unauthorized, "REFRESH_BAD_TOKEN"),
        Failure.BadVerifyToken => (StatusCodes.Status400BadRequest, "VERIFY_USER_BAD_TOKEN"),
        Failure.VerifyPasswordRequired => (StatusCodes.Status400BadRequest, "VERIFY_USER_PASSWORD_REQUIRED"),
        Failure.VerifyBadPassword => (StatusCodes.Status400BadRequest, "VERIFY_USER_BAD_PASSWORD"),
        Failure.AlreadyVerified => (StatusCodes.Status400BadRequest, "VERIFY_USER_ALREADY_VERIFIED"),
        Failure.BadResetToken => (StatusCodes.Status400BadRequest, "RESET_PASSWORD_BAD_TOKEN"),
        Failure.BadCurrentPassword => (StatusCodes.Status400BadRequest, "UPDATE_USER_BAD_CURRENT_PASSWORD"),
        Failure.LogInAgain => (StatusCodes.Status403Forbidden, "DELETE_USER_PASSWORD_REQUIRED"),
        Failure.AccountUnknown => (StatusCodes.Status404NotFound, "User not found"),
        Failure.LastSuperuser => (StatusCodes.Status409Conflict, "The last superuser must stay"),
        Failure.PasswordTooShort or Failure.PasswordTooLong or Failure.PasswordCommon or Failure.PasswordPersonal =>
            (StatusCodes.Status400BadRequest, PasswordCode.Register),
        Failure.PasswordChecksBusy => (StatusCodes.Status503ServiceUnavailable, "Too many log-ins at once"),
        Failure.TooManyRequests => (StatusCodes.Status429TooManyRequests, "Too many requests"),
        Failure.ListUnknown => (StatusCodes.Status404NotFound, "Shopping list not found"),
        Failure.ListForbidden => (StatusCodes.Status403Forbidden, "Not authorized to access this list"),
        Failure.ListNotOwned => (StatusCodes.Status403Forbidden, "Only owner can share the list"),
        Failure.ListOwnerOnly => (StatusCodes.Status403Forbidden, "Only the owner can do this to the list"),
        Failure.ListReadOnly => (StatusCodes.Status403Forbidden, "Viewers cannot change the list"),
        Failure.ItemUnknown => (StatusCodes.Status404NotFound, "Item not found"),
        Failure.ItemForbidden => (StatusCodes.Status403Forbidden, "Not authorized to access this item"),
        Failure.ItemPresent => (StatusCodes.Status409Conflict, "The item is in the list already"),
        Failure.ChangesForgotten => (StatusCodes.Status410Gone, "These changes are not kept: read the list, and go on after sequence"),
        Failure.UnitUnknown => (StatusCodes.Status422UnprocessableEntity, "quantity_unit_id: There is no such unit."),
        Failure.CategoryUnknown => (StatusCodes.Status422UnprocessableEntity, "category_id: There is no such category."),
        Failure.ItemBeforeUnknown => (StatusCodes.Status422UnprocessableEntity, "after_id: There is no such other item in this category."),
        Failure.ItemAfterUnknown => (StatusCodes.Status422UnprocessableEntity, "before_id: There is no such other item in this category."),
        Failure.MemberUnknown => (StatusCodes.Status404NotFound, "User not found"),
        Failure.AlreadyMember => (StatusCodes.Status409Conflict, "This address is a member already"),
        Failure.OwnerStays => (StatusCodes.Status409Conflict, "The owner cannot be removed or given another role"),
        Failure.TooManyMembers => (StatusCodes.Status409Conflict, "The list has as many members as it may have"),
        Failure.InvitationUnknown => (StatusCodes.Status404NotFound, "Invitation not found"),
        Failure.InvitationEnded => (StatusCodes.Status409Conflict, "The invitation was answered or cancelled"),
        Failure.InvitationsOff => (StatusCodes.Status403Forbidden, "Invitations are switched off"),
        Failure.TooManyInvitations => (StatusCodes.Status409Conflict, "Too many invitations are waiting for an answer"),
        Failure.VersionChanged => (StatusCodes.Status412PreconditionFailed, "Somebody else has changed this meanwhile"),
        Failure.IdempotencyKeyReused => (StatusCodes.Status422UnprocessableEntity, "This Idempotency-Key was used for another request"),
        Failure.DatabaseUnavailable => (StatusCodes.Status503ServiceUnavailable, "The database does not answer"),
        Failure.TimedOut => (StatusCodes.Status503ServiceUnavailable, "The request took too long"),
        Failure.WebSocketExpected => (StatusCodes.Status426UpgradeRequired, "A WebSocket handshake is expected here"),
        Failure.CharsetUnknown => (StatusCodes.Status415UnsupportedMediaType, "The charset of the body is not known here: send UTF-8"),
        Failure.OutboxAbsent => (StatusCodes.Status404NotFound, "Letters are sent and not kept here"),
        Failure.TooManySuggestions => (StatusCodes.Status429TooManyRequests, "Too many suggestions asked for"),
        Failure.ListBusy => (StatusCodes.Status503ServiceUnavailable, "Too many changes of this list at once"),
        Failure.TooManyItems => (StatusCodes.Status409Conflict, "The list has as many items as it may have"),
        Failure.TooManyLists => (StatusCodes.Status409Conflict, "The account has as many lists as it may have, deleted ones that can be restored included"),
        Failure.ItemsUnplaced => (StatusCodes.Status409Conflict, "Too many items that nobody has put anywhere come before that place"),
        Failure.TooManySockets => (StatusCodes.Status503ServiceUnavailable, "Too many sockets are open"),
        Failure.TooManyTickets => (StatusCodes.Status429TooManyRequests, "Too many tickets wait for their sockets"),
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, null),
    };

    /// <summary>What the failure is too much of, for the meter; null when it is another one, or counted where it is made.</summary>
    private static string? LimitOf(Failure failure) => failure switch
    {
        Failure.PasswordChecksBusy => "passwords",
        Failure.TooManySuggestions => "suggestions",
        Failure.TooManyInvitations => "invitations",
        Failure.TooManyMembers => "members",
        Failure.TooManyItems => "items",
        Failure.TooManyLists => "lists",
        Failure.ListBusy => "changes",
        Failure.TooManySockets => "sockets",
        Failure.TooManyTickets => "tickets",
        _ => null,
    };

    /// <summary>The failure as problem details.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="passwordCode">The `detail` if it is a new password that is refused.</param>
    internal static IResult ToHttp(Failure failure, string passwordCode = PasswordCode.Register) => new FailureResult(failure, passwordCode);

    /// <summary>The same, with something more that the caller needs to know.</summary>
    internal static IResult ToHttp(Failure failure, string name, object value)
    {
        var (status, detail) = Describe(failure);
        return TypedResults.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { [name] = value });
    }

    internal static Task WriteAsync(HttpContext context, Failure failure) => ToHttp(failure).ExecuteAsync(context);

    private static ProblemHttpResult ToProblem(Failure failure, string passwordCode)
    {
        var (status, detail) = Describe(failure);
        return failure switch
        {
            Failure.PasswordTooShort => Explained("The password is too short."),
            Failure.PasswordTooLong => Explained("The password is too long."),
            Failure.UnitUnknown => Faulty("quantity_unit_id"),
            Failure.CategoryUnknown => Faulty("category_id"),
            Failure.ItemBeforeUnknown => Faulty("after_id"),
            Failure.ItemAfterUnknown => Faulty("before_id"),
            Failure.IdempotencyKeyReused => Faulty(IdempotencyKey.Header),
            Failure.PasswordCommon => Explained("The password is one of the most common ones."),
            Failure.PasswordPersonal => Explained("The password is the address, the nickname or the name of this service."),
            _ => TypedResults.Problem(detail, statusCode: status),
        };

        ProblemHttpResult Faulty(string field) => TypedResults.Problem(
            detail, statusCode: status, extensions: new Dictionary<string, object?> { ["errors"] = new Dictionary<string, string[]> { [field] = [detail] } });

        ProblemHttpResult Explained(string reason) =>
            TypedResults.Problem(passwordCode, statusCode: status, extensions: new Dictionary<string, object?> { ["reason"] = reason });
    }

    private sealed class FailureResult(Failure failure, string passwordCode) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (LimitOf(failure) is { } limit)
            {
                httpContext.RequestServices.GetRequiredService<AccountMetrics>().RequestLimited(limit);
            }

            var problem = ToProblem(failure, passwordCode);
            switch (problem.StatusCode)
            {
                case StatusCodes.Status401Unauthorized:
                    httpContext.Response.Headers.WWWAuthenticate = "Bearer";
                    break;
                case StatusCodes.Status403Forbidden:
                    httpContext.RequestServices.GetRequiredService<ApiMetrics>().Forbidden();
                    break;
                case StatusCodes.Status503ServiceUnavailable:
                    httpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                    break;
                case StatusCodes.Status426UpgradeRequired:
                    httpContext.Response.Headers.Upgrade = "websocket";
                    break;
                default:
                    break;
            }

            return problem.ExecuteAsync(httpContext);
        }
    }
}
