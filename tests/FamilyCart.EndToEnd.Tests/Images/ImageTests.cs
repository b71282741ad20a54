namespace FamilyCart.EndToEnd.Tests.Images;

/// <summary>All tests of images, one after the other on one engine, and none beside a topology: what builds takes the machine.</summary>
[CollectionDefinition("images", DisableParallelization = true)]
public sealed class ImageTests : ICollectionFixture<ImageEngine>;
