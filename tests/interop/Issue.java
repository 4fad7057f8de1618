// java Issue.java receipt+jwt till.json < sale.json          (JDK 17 or newer, no library)
import java.nio.file.*;
import java.security.*;
import java.security.spec.*;
import java.util.Base64;
import java.util.regex.*;

public class Issue {
    static final Base64.Encoder B64 = Base64.getUrlEncoder().withoutPadding();

    static String member(String jwk, String name) {
        Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(jwk);
        if (!found.find()) throw new IllegalArgumentException("the key has no " + name);
        return found.group(1);
    }

    static byte[] sha256(String text) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes("UTF-8"));
    }

    static String sign(String typ, byte[] claims, String jwk) throws Exception {
        String x = member(jwk, "x");
        String kid = B64.encodeToString(sha256("{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}")).substring(0, 12);
        String header = "{\"alg\":\"Ed25519\",\"typ\":\"" + typ + "\",\"kid\":\"" + kid + "\"}";
        String input = B64.encodeToString(header.getBytes("UTF-8")) + "." + B64.encodeToString(claims);
        byte[] seed = Base64.getUrlDecoder().decode(member(jwk, "d"));
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(KeyFactory.getInstance("Ed25519").generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
        signer.update(input.getBytes("UTF-8"));
        return input + "." + B64.encodeToString(signer.sign());
    }

    static String digest(String statement) throws Exception {
        return B64.encodeToString(sha256(statement.substring(0, statement.lastIndexOf('.'))));
    }

    public static void main(String[] args) throws Exception {
        String statement = sign(args[0], System.in.readAllBytes(), Files.readString(Path.of(args[1])));
        System.out.println(statement);
        System.err.println("digest " + digest(statement));
    }
}
