using System.Diagnostics;

namespace FamilyCart.Api.Telemetry;

internal static class ApiActivity
{
    internal static readonly ActivitySource Source = new("FamilyCart.Api");
}
