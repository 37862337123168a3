#pragma once
#include <curl/curl.h>

// Swift does not import variadic C functions. Each door below is curl_easy_setopt or curl_easy_getinfo
// for one kind of argument, so that a wrong kind is a compile error instead of undefined behaviour.

/// CURLOPT_WRITEFUNCTION, CURLOPT_HEADERFUNCTION and CURLOPT_READFUNCTION share this shape.
typedef size_t (*ccurl_data_callback)(char *bytes, size_t size, size_t count, void *context);
/// CURLOPT_SEEKFUNCTION.
typedef int (*ccurl_seek_callback)(void *context, curl_off_t offset, int origin);
/// CURLOPT_XFERINFOFUNCTION.
typedef int (*ccurl_progress_callback)(void *context, curl_off_t down_total, curl_off_t down_now,
                                       curl_off_t up_total, curl_off_t up_now);

static inline CURLcode ccurl_setopt_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode ccurl_setopt_offset(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode ccurl_setopt_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode ccurl_setopt_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode ccurl_setopt_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode ccurl_setopt_data(CURL *handle, CURLoption option, ccurl_data_callback value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode ccurl_setopt_seek(CURL *handle, CURLoption option, ccurl_seek_callback value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode ccurl_setopt_progress(CURL *handle, CURLoption option, ccurl_progress_callback value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_getinfo_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}
static inline CURLcode ccurl_getinfo_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLMcode ccurl_multi_setopt_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

/// The result of a finished transfer; CURLMsg keeps it in a union that Swift reads only through raw memory.
static inline CURLcode ccurl_message_result(const CURLMsg *message) {
  return message->data.result;
}
