using System.Globalization;
using FamilyCart.Api.Hosting;
using FamilyCart.Api.Validation;
using FamilyCart.ServiceDefaults.Access;

namespace FamilyCart.Api.Sockets;

/// <summary><c>POST /admin/sockets/drain?seconds=10</c>: the gateway's alone, which lets nobody else here.</summary>
internal static class SocketDrainApi
{
    private const double LongestSeconds = 600;

    internal static void MapSocketDrain(this IEndpointRouteBuilder routes) => routes.MapPost("/admin/sockets/drain", Begin)
        .RequireAuthorization(AccessPolicies.Gateway).AddFilter<OperatorAudit>().ExcludeFromDescription();

    private static IResult Begin(HttpRequest request, SocketDrain drain)
    {
        if (!double.TryParse(request.Query["seconds"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            || seconds is not (>= 0 and <= LongestSeconds))
        {
            var errors = new ValidationErrors();
            errors.Add("seconds", $"From 0 to {LongestSeconds}.");
            return errors.ToHttp();
        }

        return TypedResults.Accepted((string?)null, new DrainAnswer(drain.Begin(TimeSpan.FromSeconds(seconds))));
    }

    /// <param name="Sockets">How many are asked to connect again.</param>
    internal sealed record DrainAnswer(int Sockets);
}
