using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Members;

/// <summary>The roles that can be given; the owner is the list's.</summary>
internal static class MemberRoles
{
    internal const string Editor = "editor";
    internal const string Viewer = "viewer";

    internal static void Validate(string? role, ValidationErrors errors, bool required)
    {
        if (role is null ? required : role is not (Editor or Viewer))
        {
            errors.Add("role", "One of editor and viewer is expected.");
        }
    }
}
