#pragma once
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <sys/random.h>

/// Makes a P-256 key pair. `EVP_EC_gen` is a macro over a variadic function.
static inline EVP_PKEY *ccrypto_generate_p256(void) { return EVP_EC_gen("P-256"); }

/// What a memory BIO holds. `BIO_get_mem_data` is a macro.
static inline long ccrypto_memory(BIO *bio, char **start) { return BIO_get_mem_data(bio, start); }

/// Adds an extension, written as in `x509v3_config(5)`, to a certificate that `issuer` will sign.
/// `X509V3_set_ctx_nodb` is a macro. Returns 1, or 0 when the text is not understood.
static inline int ccrypto_add_extension(X509 *certificate, X509 *issuer, int nid, const char *text) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
  X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, text);
  if (extension == NULL) { return 0; }
  int added = X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
  return added;
}

/// Adds one attribute to a distinguished name, as UTF-8. Returns 1, or 0 when it is refused.
static inline int ccrypto_add_name(X509_NAME *name, int nid, const char *text, int length) {
  return X509_NAME_add_entry_by_NID(name, nid, MBSTRING_UTF8, (const unsigned char *)text, length, -1, 0);
}
