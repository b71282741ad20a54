using System.Security.Cryptography;
using System.Text;

namespace FamilyCart.Ops.Restoring;

/// <summary>How the restore point before a deployment is called: after the tags of the images that are to come.</summary>
internal static class DeploymentName
{
    private const string Prefix = "before-";
    private const int Longest = 63;
    private const int Digits = 8;

    /// <param name="images">Names of images, such as <c>familycart/api:1.0.0-0a1b2c3d4e5f</c>; one or more.</param>
    /// <returns>Such as <c>before-1.0.0-0a1b2c3d4e5f</c>; of several tags the distinct ones, and of what is too long the begin and eight digits of the SHA-256 of all.</returns>
    public static string Of(IEnumerable<string> images) => OfTags(images.Select(TagOf));

    /// <param name="tags">What is to come; one or more.</param>
    /// <returns>As <see cref="Of"/>.</returns>
    public static string OfTags(IEnumerable<string> tags) => Named(string.Join('_', tags.Distinct(StringComparer.Ordinal)));

    private static string Named(string tags)
    {
        var name = string.Concat(tags.Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-' or '_' ? sign : '-'));
        return Prefix + (name.Length > Longest - Prefix.Length ? $"{name[..(Longest - Prefix.Length - Digits - 1)]}-{Sum(tags)}" : name);
    }

    private static string Sum(string tags) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tags)))[..Digits];

    // A registry may have a port, and a digest has no tag.
    private static string TagOf(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        var colon = name.LastIndexOf(':');
        return colon < 0 ? "latest" : name[(colon + 1)..];
    }
}
