using FamilyCart.Gateway.Protection;

namespace FamilyCart.Gateway.Tests.Protection;

public sealed class RequestTargetTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/lists/")]
    [InlineData("/api/v1/lists?next=//x/../%2e%2f")]
    [InlineData("/a.b/..c/...")]
    [InlineData("/share/anna%40example.org")]
    [InlineData("/%C5%BE/100%25")]
    [InlineData("http://host")]
    [InlineData("http://host?x=1")]
    [InlineData("https://host:8443/api/v1")]
    public void IsPlain_OneReading_IsTrue(string target) => Assert.True(RequestTarget.IsPlain(target));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("host:80")]
    [InlineData("/..")]
    [InlineData("/a/.")]
    [InlineData("/a/../b")]
    [InlineData("//a")]
    [InlineData("/a//b")]
    [InlineData("/a\\b")]
    [InlineData("/%2E")]
    [InlineData("/%2f")]
    [InlineData("/%5C")]
    [InlineData("/%252e")]
    [InlineData("/%0a")]
    [InlineData("/%7f")]
    [InlineData("/%zz")]
    [InlineData("/%2")]
    [InlineData("/%")]
    [InlineData("http://host//a")]
    [InlineData("/see/http://host")]
    [InlineData("http://host/../a")]
    public void IsPlain_TwoReadings_IsFalse(string target) => Assert.False(RequestTarget.IsPlain(target));
}
