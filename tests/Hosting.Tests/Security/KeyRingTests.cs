using System.Security.Cryptography;
using System.Text;
using InfraAgent.Hosting.Security;

namespace InfraAgent.Hosting.Tests.Security;

public sealed class KeyRingTests
{
    static readonly RingKey Old = new("old", RandomNumberGenerator.GetBytes(32));
    static readonly RingKey New = new("new-1", RandomNumberGenerator.GetBytes(32));
    static readonly byte[] Plain = "{\"password\": \"hunter2\"}"u8.ToArray();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void What_is_sealed_opens_again(int size)
    {
        var ring = new KeyRing([Old]);
        var plain = RandomNumberGenerator.GetBytes(size);

        Assert.Equal(plain, ring.Open(ring.Seal(plain, "state:a"), "state:a"));
    }

    [Fact]
    public void A_box_opens_for_its_purpose_alone()
    {
        var ring = new KeyRing([Old]);
        var box = ring.Seal(Plain, "state:a");

        Assert.ThrowsAny<CryptographicException>(() => ring.Open(box, "state:b"));
        Assert.ThrowsAny<CryptographicException>(() => ring.Open(box, ""));
    }

    [Fact]
    public void Any_changed_bit_and_any_cut_is_noticed()
    {
        var ring = new KeyRing([Old]);
        var box = ring.Seal(Plain, "p");
        for (var i = 0; i < box.Length; i++)
        {
            var changed = box.ToArray();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => ring.Open(changed, "p"));
            Assert.ThrowsAny<CryptographicException>(() => ring.Open(box.AsSpan(0, i), "p"));
        }
    }

    [Fact]
    public void The_same_text_never_gives_the_same_box_and_is_not_in_it()
    {
        var ring = new KeyRing([Old]);

        Assert.NotEqual(ring.Seal(Plain, "p"), ring.Seal(Plain, "p"));
        Assert.DoesNotContain("hunter2", Encoding.Latin1.GetString(ring.Seal(Plain, "p")), StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_rotation_old_boxes_open_old_signatures_hold_and_new_ones_use_the_new_key()
    {
        var before = new KeyRing([Old]);
        var box = before.Seal(Plain, "p");
        var signature = before.Sign(Plain, "p");

        var rotated = new KeyRing([New, Old]);
        Assert.Equal("new-1", rotated.CurrentKeyId);
        Assert.Equal(Plain, rotated.Open(box, "p"));
        Assert.True(rotated.Verify(Plain, signature, "p"));
        Assert.NotEqual(signature, rotated.Sign(Plain, "p"));

        var after = new KeyRing([New]);
        Assert.Equal(Plain, after.Open(rotated.Seal(Plain, "p"), "p"));
        Assert.False(after.Verify(Plain, signature, "p"));
        var gone = Assert.Throws<CryptographicException>(() => after.Open(box, "p"));
        Assert.Contains("'old'", gone.Message, StringComparison.Ordinal);
        Assert.Contains("Agent:KeyFile", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_id_in_a_box_cannot_be_exchanged()
    {
        var twins = new KeyRing([new RingKey("aaa", Sevens()), new RingKey("bbb", Sevens())]);
        var box = twins.Seal(Plain, "p");
        "bbb"u8.CopyTo(box.AsSpan(2));

        Assert.ThrowsAny<CryptographicException>(() => twins.Open(box, "p"));
        static byte[] Sevens() => [.. Enumerable.Repeat((byte)7, 32)]; // even with equal secrets the id is authenticated
    }

    [Fact]
    public void Signatures_differ_by_purpose_and_are_stable()
    {
        var ring = new KeyRing([new RingKey("k", [.. Enumerable.Range(0, 32).Select(x => (byte)x)])]);

        Assert.Equal(ring.Sign(Plain, "a"), ring.Sign(Plain, "a"));
        Assert.NotEqual(ring.Sign(Plain, "a"), ring.Sign(Plain, "b"));
        Assert.False(ring.Verify(Plain, ring.Sign(Plain, "b"), "a"));
        // Fixed: another derivation would make every stored state unreadable.
        Assert.Equal("9b63fc9dbf33c309575c2d864b28719a3c5461b5facdca92215af39bc139ffa4", Convert.ToHexStringLower(ring.Sign("data"u8, "purpose")));
    }
}
