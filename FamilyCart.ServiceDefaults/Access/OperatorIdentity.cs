using System.Security.Claims;

namespace FamilyCart.ServiceDefaults.Access;

/// <summary>Somebody who was recognized, as the policies of <see cref="AccessPolicies"/> want to see them.</summary>
public static class OperatorIdentity
{
    internal const string RoleClaim = "operator_role";

    /// <param name="who">The one who was recognized.</param>
    /// <param name="scheme">By which scheme.</param>
    /// <returns>With their name, and with their role.</returns>
    public static ClaimsPrincipal Of(NamedOperator who, string scheme) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.Name, who.Name), new Claim(RoleClaim, who.Role.ToString())], scheme));
}
