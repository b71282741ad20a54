using FamilyCart.Ops.Restoring;

namespace FamilyCart.Ops.Tests.Rules;

public sealed class DeploymentNameTests
{
    [Theory]
    [InlineData("before-1.0.0-0a1b2c3d4e5f", "familycart/api:1.0.0-0a1b2c3d4e5f")]
    [InlineData("before-1.0.0-0a1b2c3d4e5f", "familycart/api:1.0.0-0a1b2c3d4e5f", "familycart/runner-manager:1.0.0-0a1b2c3d4e5f")]
    [InlineData("before-1.0.0-a_1.0.0-b", "familycart/api:1.0.0-a", "familycart/runner-manager:1.0.0-b")]
    [InlineData("before-7", "registry.example.org:5000/familycart/api:7")]
    [InlineData("before-latest", "registry.example.org:5000/familycart/api")]
    [InlineData("before-0123456789abcdef0123456789abcdef0123456789abcde-a8ae6e6e", "familycart/api@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void Of_Images_IsTheNameOfARestorePoint(string expected, params string[] images)
    {
        var name = DeploymentName.Of(images);

        Assert.Equal(expected, name);
        Assert.Equal(name, RestoreTarget.Parse(name)?.RestorePoint);
    }

    [Fact]
    public void Of_LongTagsWithTheSameEnd_AreDifferentDeployments() => Assert.NotEqual(
        DeploymentName.Of([$"familycart/api:1-{new string('a', 60)}"]), DeploymentName.Of([$"familycart/api:2-{new string('a', 60)}"]));
}
