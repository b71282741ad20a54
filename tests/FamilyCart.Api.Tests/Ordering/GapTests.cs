using FamilyCart.Api.Ordering;

namespace FamilyCart.Api.Tests.Ordering;

public sealed class GapTests
{
    [Fact]
    public void Find_AloneInTheCategory_StartsTheNumbers() => Assert.Equal(1024, Gap.Find(null, null));

    [Fact]
    public void Find_BetweenTwo_IsTheMiddle() => Assert.Equal(15, Gap.Find(10, 20));

    [Fact]
    public void Find_BeginningAndEnd_LeaveRoom()
    {
        Assert.Equal(10 - 1024, Gap.Find(null, 10));
        Assert.Equal(20 + 1024, Gap.Find(20, null));
    }

    [Theory]
    [InlineData(1, 1 + 1e-6 + 1e-9, true)]
    [InlineData(1, 1 + 0.9e-6, false)]
    [InlineData(1, 1, false)]
    [InlineData(1e16, 1e16 + 2, false)]
    public void Find_GapIsNearlyExhausted_HasToNumberFirstBelowTheLimit(double lower, double upper, bool hasRoom) =>
        Assert.Equal(hasRoom, Gap.Find(lower, upper) is not null);
}
