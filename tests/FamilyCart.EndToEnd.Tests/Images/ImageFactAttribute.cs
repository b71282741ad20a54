namespace FamilyCart.EndToEnd.Tests.Images;

/// <summary>A test that makes images: skipped, with the reason, where no engine or registry can be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ImageFactAttribute : FactAttribute
{
    public ImageFactAttribute() => Skip = ImageTools.Obstacle();
}

/// <summary>The same with cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ImageTheoryAttribute : TheoryAttribute
{
    public ImageTheoryAttribute() => Skip = ImageTools.Obstacle();
}
