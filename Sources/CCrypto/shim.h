#pragma once
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/cms.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
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

/// A CMS SignedData (RFC 5652 §5) over a content, with the signer's certificate in it: ECDSA with SHA-256. NULL on failure.
static inline CMS_ContentInfo *ccrypto_cms_sign(X509 *certificate, EVP_PKEY *key, BIO *content) {
  CMS_ContentInfo *cms = CMS_sign(NULL, NULL, NULL, NULL, CMS_BINARY | CMS_PARTIAL);
  if (cms == NULL) { return NULL; }
  if (CMS_add1_signer(cms, certificate, key, EVP_sha256(), CMS_BINARY | CMS_NOSMIMECAP) == NULL ||
      CMS_final(cms, content, NULL, CMS_BINARY) != 1) {
    CMS_ContentInfo_free(cms);
    return NULL;
  }
  return cms;
}

/// A CMS AuthEnvelopedData (RFC 5083) around a content: AES-256-GCM (RFC 5084) under a key that ECDH with an ephemeral key
/// wraps (RFC 5753, key derivation with SHA-256). Each recipient is named by the identifier of its key, so that a renewed
/// certificate over the same key still opens it. NULL on failure.
static inline CMS_ContentInfo *ccrypto_cms_encrypt(X509 *const *recipients, int count, BIO *content) {
  CMS_ContentInfo *cms = CMS_encrypt(NULL, NULL, EVP_aes_256_gcm(), CMS_BINARY | CMS_PARTIAL);
  if (cms == NULL) { return NULL; }
  int is_whole = count > 0;
  for (int i = 0; is_whole && i < count; i++) {
    CMS_RecipientInfo *info = CMS_add1_recipient_cert(cms, recipients[i], CMS_USE_KEYID | CMS_KEY_PARAM);
    EVP_PKEY_CTX *context = info == NULL ? NULL : CMS_RecipientInfo_get0_pkey_ctx(info);
    is_whole = context != NULL && EVP_PKEY_CTX_set_ecdh_kdf_md(context, EVP_sha256()) > 0;
  }
  if (!is_whole || CMS_final(cms, content, NULL, CMS_BINARY) != 1) {
    CMS_ContentInfo_free(cms);
    return NULL;
  }
  return cms;
}

/// Whether the certificate is that of a recipient. The stacks of CMS are reached by macros.
static inline int ccrypto_cms_is_recipient(CMS_ContentInfo *cms, X509 *certificate) {
  STACK_OF(CMS_RecipientInfo) *infos = CMS_get0_RecipientInfos(cms);
  for (int i = 0; i < sk_CMS_RecipientInfo_num(infos); i++) {
    CMS_RecipientInfo *info = sk_CMS_RecipientInfo_value(infos, i);
    if (CMS_RecipientInfo_type(info) != CMS_RECIPINFO_AGREE) { continue; }
    STACK_OF(CMS_RecipientEncryptedKey) *keys = CMS_RecipientInfo_kari_get0_reks(info);
    for (int j = 0; j < sk_CMS_RecipientEncryptedKey_num(keys); j++) {
      if (CMS_RecipientEncryptedKey_cert_cmp(sk_CMS_RecipientEncryptedKey_value(keys, j), certificate) == 0) {
        return 1;
      }
    }
  }
  return 0;
}

static inline int ccrypto_cms_type(CMS_ContentInfo *cms) { return OBJ_obj2nid(CMS_get0_type(cms)); }

/// The certificate of the one signer, with one more reference; NULL unless there is exactly one signer and exactly one
/// certificate, over SHA-256. To be asked after `CMS_verify`, which finds the signer's certificate.
static inline X509 *ccrypto_cms_only_signer(CMS_ContentInfo *cms) {
  STACK_OF(CMS_SignerInfo) *infos = CMS_get0_SignerInfos(cms);
  STACK_OF(X509) *certificates = CMS_get1_certs(cms);
  int count = certificates == NULL ? 0 : sk_X509_num(certificates);
  sk_X509_pop_free(certificates, X509_free);
  if (sk_CMS_SignerInfo_num(infos) != 1 || count != 1) { return NULL; }
  EVP_PKEY *key = NULL;
  X509 *signer = NULL;
  X509_ALGOR *digest = NULL;
  CMS_SignerInfo_get0_algs(sk_CMS_SignerInfo_value(infos, 0), &key, &signer, &digest, NULL);
  if (signer == NULL || digest == NULL || OBJ_obj2nid(digest->algorithm) != NID_sha256) { return NULL; }
  X509_up_ref(signer);
  return signer;
}
