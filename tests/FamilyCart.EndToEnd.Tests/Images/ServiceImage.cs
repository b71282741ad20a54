using System.Text.Json;

namespace FamilyCart.EndToEnd.Tests.Images;

/// <summary>A line of build/images.sh --json.</summary>
/// <param name="Name">Such as familycart/runner-manager.</param>
/// <param name="Tag">Version and commit, or what was asked for.</param>
/// <param name="Id">The engine's.</param>
/// <param name="Layer">What our own layer holds, as a digest.</param>
/// <param name="LayerMegabytes">Of our own layer, compressed.</param>
/// <param name="Megabytes">Of the whole image, unpacked.</param>
internal sealed record ServiceImage(string Name, string Tag, string Id, string Layer, double LayerMegabytes, double Megabytes)
{
    public string FullName => $"{Name}:{Tag}";

    /// <param name="json">What the script prints.</param>
    public static IReadOnlyList<ServiceImage> Read(string json) =>
        [.. JsonDocument.Parse(json).RootElement.GetProperty("images").EnumerateArray().Select(image => image.Deserialize<ServiceImage>(JsonSerializerOptions.Web)!)];
}
